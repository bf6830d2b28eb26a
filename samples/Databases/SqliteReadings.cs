using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Databases;

/// <summary>A file of SQLite. Its write-ahead log lets one connection read while another one commits.</summary>
internal sealed class SqliteReadings(string path, int timeoutSeconds = 30) : IReadingsDatabase
{
    public DbProviderFactory Factory => SqliteFactory.Instance;

    public string ConnectionString { get; } =
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = timeoutSeconds }.ToString();

    public void Create(int rows)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS readings (
                id INTEGER PRIMARY KEY, machine TEXT, pressure REAL, temperature NUMERIC, cycles INTEGER);
            CREATE TABLE IF NOT EXISTS scores (
                id INTEGER PRIMARY KEY, score REAL, p_value REAL, is_anomaly INTEGER NOT NULL, explanation TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM readings) UNION ALL SELECT i + 1 FROM n WHERE i < $rows)
            INSERT INTO readings
            SELECT i, CASE i % 3 WHEN 0 THEN 'lathe' WHEN 1 THEN 'mill' ELSE NULL END,
                CASE WHEN i = 6017 THEN NULL WHEN i % 1000 = 0 AND i > 5000 THEN 90 ELSE 1 + (i * 7919 % 1000) / 1000.0 END,
                CASE WHEN i = 6017 THEN NULL ELSE 20 + (i * 7919 % 1000) / 100.0 + (i * 104729 % 1000) / 1000.0 END,
                CASE WHEN i % 11 = 0 THEN NULL ELSE i * 31337 % 5000 END
            FROM n;
            """;
        command.Parameters.AddWithValue("$rows", rows);
        command.ExecuteNonQuery();
    }

    public IScoreTable OpenScores() => new Scores(ConnectionString);

    /// <summary>One statement, prepared once; a transaction a batch, as SQLite would else wait for the disk with every row.</summary>
    private sealed class Scores : IScoreTable
    {
        private static readonly string[] Names = ["$id", "$score", "$p", "$anomaly", "$explanation"];

        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _insert;
        private readonly SqliteParameter[] _values;

        public Scores(string connectionString)
        {
            _connection = new SqliteConnection(connectionString);
            _connection.Open();
            _insert = _connection.CreateCommand();
            _insert.CommandText =
                """
                INSERT INTO scores (id, score, p_value, is_anomaly, explanation) VALUES ($id, $score, $p, $anomaly, $explanation)
                ON CONFLICT (id) DO UPDATE SET score = excluded.score, p_value = excluded.p_value,
                    is_anomaly = excluded.is_anomaly, explanation = excluded.explanation
                """;
            _values = [.. Names.Select(name => _insert.Parameters.AddWithValue(name, DBNull.Value))];
        }

        public void Write(IReadOnlyList<ScoredReading> batch)
        {
            using var transaction = _connection.BeginTransaction();
            _insert.Transaction = transaction;
            foreach (var row in batch)
            {
                object[] cells = [row.Id, OrNull(row.Score), OrNull(row.PValue), row.PredictedLabel, OrNull(row.Explanation)];
                for (var column = 0; column < cells.Length; column++)
                {
                    _values[column].Value = cells[column];
                }

                _insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        public void Dispose()
        {
            _insert.Dispose();
            _connection.Dispose();
        }

        /// <summary>A row whose every feature is missing has no score, and one that is no anomaly no reasons.</summary>
        private static object OrNull(float number) => float.IsNaN(number) ? DBNull.Value : number;

        private static object OrNull(string text) => text.Length > 0 ? text : DBNull.Value;
    }
}
