using System.Data.Common;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Databases;

/// <summary>A row as DatabaseLoader reads it. Each property is the column of that name in <see cref="Select"/>.</summary>
internal sealed class MachineReading
{
    /// <summary>
    /// One statement for both databases. DatabaseLoader asks the driver for exactly the type of the property, and makes 0 of NULL among whole numbers:
    /// so every number that may be NULL, and every decimal, becomes double precision here, whose NULL is NaN, a missing value.
    /// </summary>
    private const string Select =
        """
        SELECT id AS "Id", machine AS "Machine", pressure AS "Pressure",
            CAST(temperature AS double precision) AS "Temperature", CAST(cycles AS double precision) AS "Cycles"
        FROM readings
        """;

    /// <summary>The columns to learn from.</summary>
    public static readonly string[] Features = [nameof(Machine), nameof(Pressure), nameof(Temperature), nameof(Cycles)];

    /// <summary>bigint, never NULL.</summary>
    public long Id { get; set; }

    /// <summary>text; NULL is empty, a missing value.</summary>
    public string Machine { get; set; } = "";

    /// <summary>double precision; NULL is NaN.</summary>
    public double Pressure { get; set; }

    /// <summary>numeric, cast.</summary>
    public double Temperature { get; set; }

    /// <summary>bigint that may be NULL, cast.</summary>
    public double Cycles { get; set; }

    /// <summary>Rows that are read one after the other whenever a cursor asks for them: every cursor is a query of its own.</summary>
    public static IDataView Load(MLContext mlContext, IReadingsDatabase database, string condition) =>
        mlContext.Data.CreateDatabaseLoader<MachineReading>().Load(new DatabaseSource(
            database.Factory, database.ConnectionString, $"{Select} WHERE {condition} ORDER BY id"));
}

/// <summary>A table of readings and one of their scores.</summary>
internal interface IReadingsDatabase
{
    /// <summary>Makes connections.</summary>
    DbProviderFactory Factory { get; }

    string ConnectionString { get; }

    /// <summary>Makes both tables where they are not there, the first with made-up rows.</summary>
    void Create(int rows);

    /// <summary>Opens a connection that takes batches.</summary>
    IScoreTable OpenScores();
}

/// <summary>Takes scores; each batch is there whole or not at all.</summary>
internal interface IScoreTable : IDisposable
{
    /// <summary>Writes a batch and commits it. A score that a row has already is replaced, so that a batch may be written twice.</summary>
    void Write(IReadOnlyList<ScoredReading> batch);
}
