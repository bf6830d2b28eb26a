namespace Vae.MLNet;

/// <summary>One column of the table a model was trained on, as stored in the model file, so that every reader can rebuild the features.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Categories">
/// Null for a number, which is one feature. For text: the known categories, in the order of their features <c>Name=Category</c>;
/// a known category sets its feature to 1 and the others to 0, an unseen one leaves all 0 and counts as novel, an empty cell makes all NaN.
/// </param>
public sealed record VaeColumn(string Name, IReadOnlyList<string>? Categories = null)
{
    /// <summary>
    /// What is taken off every number of the column, in double precision, before it is rounded to the single precision of a feature. Finite, in the
    /// column's unit. Default 0; training sets it where numbers lie so far from zero, for their spread, that single precision would swallow what
    /// tells them apart: seconds since 1970, map coordinates, cents.
    /// </summary>
    public double Offset { get; init; }

    /// <summary>
    /// Texts that stand for a missing value in the column's cells, beside the usual markers; spaces around them do not count. Default none. Numbers
    /// among them are missing in every host: the graph knows them.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>
    /// How files write the numbers of the column, told by how they write 1234.5, such as <c>1.234,5</c> or <c>$1,234.5</c>; for readers of texts
    /// alone. Default null: with a point before the decimals and nothing else.
    /// </summary>
    public string? NumberFormat { get; init; }

    /// <summary>
    /// True for a number column without a single value in training: whatever stands in it later is new, a text too, which becomes 1. Training sets
    /// it. Default false.
    /// </summary>
    public bool IsEmpty { get; init; }

    /// <summary>The number of features the column becomes.</summary>
    public int Width => Categories?.Count ?? 1;

    /// <summary>The names of the features the column becomes, in order.</summary>
    public IEnumerable<string> FeatureNames => Categories?.Select(category => $"{Name}={category}") ?? [Name];
}
