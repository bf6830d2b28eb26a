using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Databases;

/// <summary>A database of PostgreSQL.</summary>
internal sealed class PostgresReadings(string connectionString) : IReadingsDatabase
{
    public DbProviderFactory Factory => NpgsqlFactory.Instance;

    public string ConnectionString => connectionString;

    public void Create(int rows)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var create = new NpgsqlCommand(
            """
            CREATE TABLE IF NOT EXISTS readings (
                id bigint PRIMARY KEY, machine text, pressure double precision, temperature numeric(9, 3), cycles bigint);
            CREATE TABLE IF NOT EXISTS scores (
                id bigint PRIMARY KEY, score real, p_value real, is_anomaly boolean NOT NULL, explanation text);
            """,
            connection);
        create.ExecuteNonQuery();
        using var fill = new NpgsqlCommand(
            """
            INSERT INTO readings
            SELECT i, CASE i % 3 WHEN 0 THEN 'lathe' WHEN 1 THEN 'mill' ELSE NULL END,
                CASE WHEN i = 6017 THEN NULL WHEN i % 1000 = 0 AND i > 5000 THEN 90 ELSE 1 + (i * 7919 % 1000) / 1000.0 END,
                CASE WHEN i = 6017 THEN NULL ELSE 20 + (i * 7919 % 1000) / 100.0 + (i * 104729 % 1000) / 1000.0 END,
                CASE WHEN i % 11 = 0 THEN NULL ELSE i * 31337 % 5000 END
            FROM generate_series(1::bigint, @rows) AS i WHERE NOT EXISTS (SELECT 1 FROM readings)
            """,
            connection);
        fill.Parameters.AddWithValue("rows", (long)rows);
        fill.ExecuteNonQuery();
    }

    public IScoreTable OpenScores() => new Scores(connectionString);

    /// <summary>COPY in its binary form is the fastest way in, but knows no conflict: so into a table of this connection, and from there.</summary>
    private sealed class Scores : IScoreTable
    {
        private readonly NpgsqlConnection _connection;

        public Scores(string connectionString)
        {
            _connection = new NpgsqlConnection(connectionString);
            _connection.Open();
            Execute("CREATE TEMPORARY TABLE batch (LIKE scores) ON COMMIT DELETE ROWS");
        }

        public void Write(IReadOnlyList<ScoredReading> batch)
        {
            using var transaction = _connection.BeginTransaction();
            using (var copy = _connection.BeginBinaryImport("COPY batch (id, score, p_value, is_anomaly, explanation) FROM STDIN (FORMAT binary)"))
            {
                foreach (var row in batch)
                {
                    copy.StartRow();
                    copy.Write(row.Id, NpgsqlDbType.Bigint);
                    copy.Write(OrNull(row.Score), NpgsqlDbType.Real);
                    copy.Write(OrNull(row.PValue), NpgsqlDbType.Real);
                    copy.Write(row.PredictedLabel, NpgsqlDbType.Boolean);
                    copy.Write(row.Explanation.Length > 0 ? row.Explanation : null, NpgsqlDbType.Text);
                }

                copy.Complete();
            }

            Execute(
                """
                INSERT INTO scores SELECT * FROM batch
                ON CONFLICT (id) DO UPDATE SET score = excluded.score, p_value = excluded.p_value,
                    is_anomaly = excluded.is_anomaly, explanation = excluded.explanation
                """);
            transaction.Commit();
        }

        public void Dispose() => _connection.Dispose();

        /// <summary>A row whose every feature is missing has no score.</summary>
        private static float? OrNull(float number) => float.IsNaN(number) ? null : number;

        private void Execute(string text)
        {
            using var command = new NpgsqlCommand(text, _connection);
            command.ExecuteNonQuery();
        }
    }
}
