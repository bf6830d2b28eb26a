using System.Data.Common;
using System.Globalization;
using Databases;
using Microsoft.Data.Sqlite;
using Microsoft.ML;
using Microsoft.ML.Data;
using Npgsql;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Samples.Tests;

/// <summary>The sample of databases, on real ones: scores are written back, and a run that was cut off goes on.</summary>
public sealed class DatabasesTests : IDisposable
{
    private const int Rows = 25_000;

    private static readonly Lazy<VaeAnomalyTransformer> Detector = new(() =>
    {
        using var folder = new TemporaryPlace();
        var database = new SqliteReadings(folder.File("training.db"));
        database.Create(3_000);
        return Context.AnomalyDetection.Trainers.Vae(MachineReading.Features, new VaeTrainingOptions { Steps = 60, Device = VaeDevice.Cpu })
            .Fit(MachineReading.Load(Context, database, "id <= 3000"));
    });

    private static readonly MLContext Context = new(seed: 1);

    private readonly TemporaryPlace _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_of_SQLite_are_scored_and_written_back() => Check(new SqliteReadings(_folder.File("readings.db")));

    [PostgresFact]
    public void Rows_of_PostgreSQL_are_scored_and_written_back()
    {
        using var server = new PostgresServer();
        Check(new PostgresReadings(server.ConnectionString));
    }

    [Fact]
    public void A_file_of_SQLite_that_is_locked_in_the_middle_ends_the_run_with_what_is_written_and_the_next_run_goes_on()
    {
        var database = new SqliteReadings(_folder.File("readings.db"), timeoutSeconds: 1);
        using var other = new SqliteConnection(database.ConnectionString);
        CheckInterrupted(
            database, "locked",
            () =>
            {
                other.Open();
                Execute(other, "BEGIN IMMEDIATE");
            },
            () => Execute(other, "ROLLBACK"));
    }

    [PostgresFact]
    public void A_connection_of_PostgreSQL_that_is_dropped_in_the_middle_ends_the_run_with_what_is_written_and_the_next_run_goes_on()
    {
        using var server = new PostgresServer();
        var database = new PostgresReadings(server.ConnectionString);
        CheckInterrupted(
            database, "terminating connection|reading from stream|Broken|transport",
            () =>
            {
                using var other = new NpgsqlConnection(server.ConnectionString);
                other.Open();
                Execute(other, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
            },
            () => { });
    }

    /// <summary>The scores are those of the same rows in memory, whatever the database.</summary>
    private static void Check(IReadingsDatabase database)
    {
        database.Create(Rows);
        database.Create(5);   // what is there stays
        var summary = ScoreWriting.Run(Context, Detector.Value, database);

        var rows = Context.Data.CreateEnumerable<MachineReading>(MachineReading.Load(Context, database, "id > 0"), reuseRowObject: false).ToArray();
        var expected = Context.Data.CreateEnumerable<ScoredReading>(
            Detector.Value.Transform(Context.Data.LoadFromEnumerable(rows)), reuseRowObject: false).ToArray();
        Assert.Equal(Rows, rows.Length);
        Assert.Equal((double.NaN, 0), (rows[10].Cycles, rows.Count(row => row.Cycles == 0 && row.Id % 11 == 0)));   // NULL is no 0
        Assert.Equal(["mill", "", "lathe"], rows.Take(3).Select(row => row.Machine));
        Assert.Equal(new ScoreSummary(Rows, expected.Count(row => row.PredictedLabel)), summary);
        Assert.Equal(expected.Select(row => Cells(row)), Written(database));
        Assert.True(float.IsNaN(expected[6_016].Score) && expected[6_016].PredictedLabel);   // the row whose every cell is NULL
        Assert.All(expected.Where(row => row.Id > 5_000 && row.Id % 1_000 == 0), row => Assert.True(row.PredictedLabel));
        Assert.Equal(0, ScoreWriting.Run(Context, Detector.Value, database).Rows);
    }

    [Fact]
    public void The_code_of_the_page_runs()
    {
        var database = new SqliteReadings(_folder.File("readings.db"));
        database.Create(2_000);
        var (fromDatabase, frame) = DatabasesSample.Run(
            Context, database.ConnectionString, Enumerable.Range(0, 50).Select(i => new DatabasesSample.Sensor { Machine = "mill", Temperature = 25 + (i % 9) }));
        Assert.Equal(2_000, fromDatabase.GetColumn<float>("Score").Count());
        Assert.Equal(3, frame.Rows.Count);
        Assert.True((bool)frame["PredictedLabel"][2]);
    }

    private static void CheckInterrupted(IReadingsDatabase database, string cause, Action interrupt, Action mend)
    {
        database.Create(Rows);
        var error = Assert.Throws<ScoreWritingException>(() => ScoreWriting.Run(Context, Detector.Value, database, _ => interrupt()));
        mend();
        Assert.Equal(ScoreWriting.BatchRows, error.Committed);
        Assert.Matches(
            $"^Scores of 10,000 rows are committed, the last of id 10000; those of later rows are not: '(?s:.)*({cause})(?s:.)*'. "
            + "Run again: rows that have a score are left out.$",
            error.Message);
        Assert.Equal(ScoreWriting.BatchRows, Written(database).Length);

        Assert.Equal(Rows - ScoreWriting.BatchRows, ScoreWriting.Run(Context, Detector.Value, database).Rows);
        Assert.Equal(Enumerable.Range(1, Rows).Select(id => (long)id), Written(database).Select(row => row.Id));
    }

    private static (long Id, float Score, float PValue, bool IsAnomaly, string Explanation) Cells(ScoredReading row) =>
        (row.Id, row.Score, row.PValue, row.PredictedLabel, row.Explanation);

    private static (long Id, float Score, float PValue, bool IsAnomaly, string Explanation)[] Written(IReadingsDatabase database)
    {
        using var connection = database.Factory.CreateConnection()!;
        connection.ConnectionString = database.ConnectionString;
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, score, p_value, is_anomaly, explanation FROM scores ORDER BY id";
        using var reader = command.ExecuteReader();
        var rows = new List<(long, float, float, bool, string)>();
        while (reader.Read())
        {
            rows.Add((
                reader.GetInt64(0), Number(1), Number(2), Convert.ToBoolean(reader.GetValue(3), CultureInfo.InvariantCulture),
                reader.IsDBNull(4) ? "" : reader.GetString(4)));
        }

        return [.. rows];

        float Number(int column) => reader.IsDBNull(column) ? float.NaN : reader.GetFloat(column);
    }

    private static void Execute(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private sealed class TemporaryPlace : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-databases-");

        public string File(string name) => Path.Combine(_folder.FullName, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
