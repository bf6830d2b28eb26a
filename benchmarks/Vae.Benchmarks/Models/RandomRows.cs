using System.Globalization;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Parquet;
using Parquet.Schema;
using Vae.MLNet;

namespace Vae.Benchmarks.Models;

/// <summary>Seeded rows: correlated features, as arrays, as ML.NET rows and as a CSV file. The same seed gives the same rows everywhere.</summary>
internal static class RandomRows
{
    /// <summary>Hidden causes that the features share, so that there is something to learn.</summary>
    private const int Causes = 5;

    public static VaeColumn[] Columns(int features) => [.. Enumerable.Range(0, features).Select(feature => new VaeColumn($"f{feature}"))];

    /// <summary>[rows, features], row-major.</summary>
    public static float[] Values(int rows, int features, int seed = 1)
    {
        var random = new Random(seed);
        var mixing = new float[Causes, features];
        foreach (ref var weight in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref mixing[0, 0], mixing.Length))
        {
            weight = (random.NextSingle() * 2) - 1;
        }

        var values = new float[rows * features];
        var causes = new float[Causes];
        for (var row = 0; row < rows; row++)
        {
            foreach (ref var cause in causes.AsSpan())
            {
                cause = (random.NextSingle() * 4) - 2;
            }

            for (var feature = 0; feature < features; feature++)
            {
                var sum = random.NextSingle() * 0.2f;
                for (var cause = 0; cause < Causes; cause++)
                {
                    sum += causes[cause] * mixing[cause, feature];
                }

                // Four decimals, as tables have them.
                values[(row * features) + feature] = MathF.Round(sum, 4);
            }
        }

        return values;
    }

    /// <summary>Rows in memory as ML.NET users have them: one object per row.</summary>
    public static IDataView View(MLContext context, float[] values, int features)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return context.Data.LoadFromEnumerable(values.Chunk(features).Select(row => new Row { Features = row }).ToArray(), schema);
    }

    /// <summary>Writes a CSV file with a header; the rows are repeated to give as many as asked for.</summary>
    public static void WriteCsv(string path, float[] values, int features, long rows)
    {
        using var file = File.Create(path);
        file.Write(Encoding.UTF8.GetBytes(string.Join(',', Columns(features).Select(column => column.Name)) + "\n"));
        var lines = values.Chunk(features).Select(row => Encoding.UTF8.GetBytes(string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture))) + "\n")).ToArray();
        for (long row = 0; row < rows; row++)
        {
            file.Write(lines[row % lines.Length]);
        }
    }

    /// <summary>Writes a Parquet file of single-precision numbers in row groups of 100,000 rows; the rows are repeated to give as many as asked for.</summary>
    public static void WriteParquet(string path, float[] values, int features, long rows)
    {
        const int GroupRows = 100_000;
        var schema = new ParquetSchema(Columns(features).Select(column => new DataField<float?>(column.Name)));
        using var file = File.Create(path);
        Task.Run(async () =>
        {
            await using var writer = await ParquetWriter.CreateAsync(schema, file);
            for (var first = 0L; first < rows; first += GroupRows)
            {
                using var group = writer.CreateRowGroup();
                for (var feature = 0; feature < features; feature++)
                {
                    var cells = new float?[Math.Min(GroupRows, rows - first)];
                    for (var row = 0; row < cells.Length; row++)
                    {
                        cells[row] = values[((first + row) * features % values.Length) + feature];
                    }

                    await group.WriteAsync<float>(schema.DataFields[feature], cells);
                }
            }
        }).Wait();
    }
}

/// <summary>One row of features.</summary>
public sealed class Row
{
    /// <summary>[features].</summary>
    public float[] Features { get; set; } = [];
}

/// <summary>What is read of a scored row: the three score columns.</summary>
public sealed class Verdict
{
    /// <summary>Higher is more anomalous.</summary>
    public float Score { get; set; }

    /// <summary>True for anomalies.</summary>
    public bool PredictedLabel { get; set; }

    /// <summary>Share of normal rows at least as odd.</summary>
    public float PValue { get; set; }
}
