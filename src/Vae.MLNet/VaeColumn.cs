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
    /// True for a number column without a single value in training: whatever stands in it later is new, a text too, which becomes 1. Training sets
    /// it. Default false.
    /// </summary>
    public bool IsEmpty { get; init; }

    /// <summary>The number of features the column becomes.</summary>
    public int Width => Categories?.Count ?? 1;

    /// <summary>The names of the features the column becomes, in order.</summary>
    public IEnumerable<string> FeatureNames => Categories?.Select(category => $"{Name}={category}") ?? [Name];
}
