// Rows of a database scored and the scores written back: read through ML.NET's DatabaseLoader, streaming, and committed batch by batch.
// SQLite: dotnet run -c Release --project samples/Databases -- sqlite readings.db
// PostgreSQL: dotnet run -c Release --project samples/Databases -- postgres "Host=127.0.0.1;Username=postgres;Database=postgres"
// A table of readings is made up where there is none; a third argument says of how many rows. What was scored before is left alone.
using System.Globalization;
using Databases;
using Microsoft.ML;

if (args is not [("sqlite" or "postgres") and var kind, var place, ..])
{
    Console.Error.WriteLine("""Pass a database: sqlite readings.db [rows], or postgres "Host=127.0.0.1;Username=postgres;Database=postgres" [rows].""");
    return 1;
}

var mlContext = new MLContext(seed: 1);
IReadingsDatabase database = kind == "sqlite" ? new SqliteReadings(place) : new PostgresReadings(place);
database.Create(args is [_, _, var rows, ..] ? int.Parse(rows, CultureInfo.InvariantCulture) : 20_000);

// 1. Train once, on the first rows, of which this table knows that nothing had happened yet.
const string ModelFile = "readings.onnx";
if (!File.Exists(ModelFile))
{
    using var trained = mlContext.AnomalyDetection.Trainers.Vae(MachineReading.Features).Fit(MachineReading.Load(mlContext, database, "id <= 5000"));
    trained.Model.Save(ModelFile);
    Console.WriteLine(
        $"Trained on {trained.Model.Info.TrainingRows:N0} rows; a false-alarm rate of {trained.Model.Info.FalseAlarmRate:P0} is promised. Saved {ModelFile}.");
}

using var detector = mlContext.Transforms.DetectAnomaliesWithVae(ModelFile).Fit(MachineReading.Load(mlContext, database, "id <= 1"));   // reads no row

// 2. Score what has no score yet, a batch at a time: a run that ended early goes on where it stopped.
try
{
    var summary = ScoreWriting.Run(mlContext, detector, database, committed =>
    {
        if (committed % 100_000 == 0)
        {
            Console.WriteLine($"{committed:N0} rows are scored and written.");
        }
    });
    Console.WriteLine($"Scored {summary.Rows:N0} rows: {summary.Anomalies:N0} anomalies. They are in table scores.");
    return 0;
}
catch (ScoreWritingException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
