using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.Tests.DataView;

/// <summary>A row with one column of every kind that ML.NET passes along.</summary>
internal sealed class Table
{
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    public int Number { get; set; }

    public float Label { get; set; }

    public string Name { get; set; } = "";

    public DateTime When { get; set; }

    public string[] Words { get; set; } = [];

    [KeyType(10)]
    public uint Key { get; set; }

    public double Weight { get; set; }

    public static Table Row(int number, ReadOnlySpan<float> features) => new()
    {
        Features = features.ToArray(),
        Number = number,
        Label = number % 5 == 0 ? 1 : 0,
        Name = $"row {number}",
        When = new DateTime(2024, 1, 1).AddMinutes(number),
        Words = [.. Enumerable.Range(0, number % 3).Select(word => $"{number}/{word}")],
        Key = (uint)(number % 10),
        Weight = Math.Sqrt(number),
    };

    public static IReadOnlyList<Table> Rows(float[] features) =>
        [.. features.Chunk(4).Select((row, number) => Row(number, row))];

    public static IDataView View(MLContext context, float[] features) => context.Data.LoadFromEnumerable(Rows(features));
}

/// <summary>What a prediction engine or an enumerable reads back.</summary>
internal sealed class Scored
{
    public int Number { get; set; }

    public string Name { get; set; } = "";

    public string[] Words { get; set; } = [];

    [KeyType(10)]
    public uint Key { get; set; }

    public DateTime When { get; set; }

    public float[] Features { get; set; } = [];

    public float Score { get; set; }

    public bool PredictedLabel { get; set; }

    public float PValue { get; set; }

    public float ReconstructionError { get; set; }

    public float KlDivergence { get; set; }

    public float[] FeatureErrors { get; set; } = [];

    public float[] Reconstruction { get; set; } = [];

    public float[] LatentMean { get; set; } = [];
}
