using System.Data;
using Microsoft.Data.Analysis;
using Microsoft.Data.Sqlite;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.Samples.Tests;

/// <summary>The code of docs/databases.md, compiled and run as it stands there.</summary>
internal static class DatabasesSample
{
    public static (IDataView Scored, DataFrame Frame) Run(MLContext mlContext, string connectionString, IEnumerable<Sensor> sensors)
    {
        #region databases
        // A database: the query runs anew for every cursor, and its rows come one after the other.
        var loader = mlContext.Data.CreateDatabaseLoader(
            new DatabaseLoader.Column("Machine", DbType.String, 0),
            new DatabaseLoader.Column("Temperature", DbType.Double, 1));
        var rows = loader.Load(new DatabaseSource(
            SqliteFactory.Instance, connectionString, "SELECT machine, CAST(temperature AS double precision) FROM readings",
            commandTimeoutInSeconds: 600));
        var detector = mlContext.AnomalyDetection.Trainers.Vae(columnNames: ["Machine", "Temperature"]).Fit(rows);
        var scored = detector.Transform(rows);

        // Objects: any IEnumerable<T>. It is asked for a row when a row is scored, so that it may be a stream; training reads it once.
        var scoredSensors = detector.Transform(mlContext.Data.LoadFromEnumerable(sensors));
        var scores = scoredSensors.GetColumn<float>("Score").ToArray();

        // A DataFrame is a data view; null among its doubles is a missing value. What is scored becomes a column beside the others.
        var frame = new DataFrame(
            new StringDataFrameColumn("Machine", ["mill", null, "lathe"]),
            new DoubleDataFrameColumn("Temperature", [25, null, 900]));
        var scoredFrame = detector.Transform(frame);
        frame.Columns.Add(new SingleDataFrameColumn("Score", scoredFrame.GetColumn<float>("Score").ToArray()));
        frame.Columns.Add(new BooleanDataFrameColumn("PredictedLabel", scoredFrame.GetColumn<bool>("PredictedLabel").ToArray()));
        #endregion
        Assert.Equal(sensors.Count(), scores.Length);
        Assert.True(float.IsNaN((float)frame["Score"][1]));
        return (scored, frame);
    }

    /// <summary>A row of the user's own.</summary>
    public sealed class Sensor
    {
        public string Machine { get; set; } = "";

        public double Temperature { get; set; }
    }
}
