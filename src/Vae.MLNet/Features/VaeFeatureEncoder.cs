using Vae.MLNet.Features;

namespace Vae.MLNet;

/// <summary>
/// Turns the named cells of a row into the features of a model: the one rule for the tool, for pipelines and for programs of their own;
/// docs/model-format.md states it for
/// other hosts. A row is encoded column by column, in any order, into one span of <see cref="FeatureCount"/> values. Thread-safe.
/// </summary>
public sealed class VaeFeatureEncoder
{
    private readonly int[] _starts;
    private readonly Dictionary<string, int>?[] _categories;

    /// <summary>An encoder for some columns.</summary>
    /// <param name="columns">The columns in the order of the model; of a trained one, <see cref="VaeModelInfo.Columns"/>.</param>
    public VaeFeatureEncoder(IReadOnlyList<VaeColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        _starts = new int[columns.Count];
        for (var column = 0; column < columns.Count; column++)
        {
            _starts[column] = FeatureCount;
            FeatureCount += columns[column].Width;
        }

        _categories = [.. columns.Select(column => column.Categories is { } categories ? PlacesOf(categories) : null)];
    }

    /// <summary>The columns, in the order of the model.</summary>
    public IReadOnlyList<VaeColumn> Columns { get; }

    /// <summary>Number of features of a row: the widths of the columns added up.</summary>
    public int FeatureCount { get; }

    /// <summary>Writes the feature of a number column.</summary>
    /// <param name="column">The column's place among <see cref="Columns"/>.</param>
    /// <param name="value">The value as it is; NaN where it is missing.</param>
    /// <param name="features">The row's features: [features].</param>
    /// <exception cref="ArgumentException">The column is one of text.</exception>
    public void EncodeNumber(int column, float value, Span<float> features)
    {
        if (_categories[column] is not null)
        {
            throw new ArgumentException(
                $"Column '{Columns[column].Name}' must be given as text, as the model knows its categories; got a number. Call {nameof(EncodeText)}.",
                nameof(column));
        }

        features[_starts[column]] = value;
    }

    /// <summary>
    /// Writes the features of a text column: of a known category its own is 1 and the others 0; an unseen one leaves all 0; a missing cell makes all
    /// NaN. Spaces around the text do
    /// not matter; an empty text and NaN are missing.
    /// </summary>
    /// <param name="column">The column's place among <see cref="Columns"/>.</param>
    /// <param name="text">The cell; compared with the categories character by character.</param>
    /// <param name="features">The row's features: [features].</param>
    /// <returns>False where the text is a category that the model does not know.</returns>
    /// <exception cref="ArgumentException">The column is one of numbers.</exception>
    public bool EncodeText(int column, ReadOnlySpan<char> text, Span<float> features)
    {
        var places = _categories[column] ?? throw new ArgumentException(
            $"Column '{Columns[column].Name}' must be given as a number, as the model knows no categories of it; got text. "
                + $"Call {nameof(EncodeNumber)}.",
                nameof(column));
        var own = features.Slice(_starts[column], places.Count);
        text = text.Trim();
        if (MissingText.Is(text))
        {
            own.Fill(float.NaN);
            return true;
        }

        own.Clear();
        var isKnown = places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var place);
        if (isKnown)
        {
            own[place] = 1;
        }

        return isKnown;
    }

    private static Dictionary<string, int> PlacesOf(IReadOnlyList<string> categories) =>
        categories.Select((category, place) => (category, place)).ToDictionary(pair => pair.category, pair => pair.place, StringComparer.Ordinal);
}
