using System.Numerics;
using System.Runtime.CompilerServices;
using Vae.MLNet.Features;

namespace Vae.MLNet;

/// <summary>
/// Turns the named cells of a row into the features of a model: the one rule for the tool, for pipelines and for programs of their own;
/// docs/model-format.md states it for
/// other hosts. A row is encoded column by column, in any order, into one span of <see cref="FeatureCount"/> values, which
/// <see cref="VaeModel"/> takes. Thread-safe.
/// </summary>
public sealed class VaeFeatureEncoder
{
    private readonly int[] _starts;
    private readonly double[] _offsets;
    private readonly Dictionary<string, int>?[] _categories;
    private readonly HashSet<string>?[] _missing;

    /// <summary>An encoder for some columns.</summary>
    /// <param name="columns">The columns in the order of the model; of a trained one, <see cref="VaeModelInfo.Columns"/>.</param>
    public VaeFeatureEncoder(IReadOnlyList<VaeColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        _starts = new int[columns.Count];
        _offsets = [.. columns.Select(column => column.Offset)];
        for (var column = 0; column < columns.Count; column++)
        {
            _starts[column] = FeatureCount;
            FeatureCount += columns[column].Width;
        }

        _categories = [.. columns.Select(column => column.Categories is { } categories ? PlacesOf(categories) : null)];
        _missing = [.. columns.Select(column => column.Missing.Count > 0 ? column.Missing.ToHashSet(StringComparer.Ordinal) : null)];
    }

    /// <summary>The columns, in the order of the model.</summary>
    public IReadOnlyList<VaeColumn> Columns { get; }

    /// <summary>Number of features of a row: the widths of the columns added up.</summary>
    public int FeatureCount { get; }

    /// <summary>Writes a number into a row of single precision.</summary>
    /// <param name="column">The column's place among <see cref="Columns"/>.</param>
    /// <param name="value">The value as it is; NaN where it is missing.</param>
    /// <param name="row">The row, as for <see cref="VaeModel.Score(ReadOnlySpan{float}, CancellationToken)"/>: [features].</param>
    /// <exception cref="ArgumentException">
    /// The column is one of text or of dates, or has an offset: single precision would swallow what tells its values apart.
    /// </exception>
    public void EncodeNumber(int column, float value, Span<float> row)
    {
        RequireNumber(column);
        if (Columns[column].Offset != 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Column '{Columns[column].Name}' must be given in double precision, as it lies near ")
                + FormattableString.Invariant($"{Columns[column].Offset}; got single precision. Make the row a span of doubles."),
                nameof(column));
        }

        row[_starts[column]] = value;
    }

    /// <summary>Writes a number into a row of double precision.</summary>
    /// <param name="column">The column's place among <see cref="Columns"/>.</param>
    /// <param name="value">The value as it is; NaN where it is missing.</param>
    /// <param name="row">The row, as for <see cref="VaeModel.Score(ReadOnlySpan{double}, CancellationToken)"/>: [features].</param>
    /// <exception cref="ArgumentException">The column is one of text or of dates.</exception>
    public void EncodeNumber(int column, double value, Span<double> row)
    {
        RequireNumber(column);
        row[_starts[column]] = value;
    }

    /// <summary>
    /// Writes the features of a text column: of a known category its own is 1 and the others 0; an unseen one leaves all 0; a missing cell makes all
    /// NaN. Spaces around the text do
    /// not matter; an empty text, NaN and <see cref="VaeColumn.Missing"/> are missing.
    /// </summary>
    /// <param name="column">The column's place among <see cref="Columns"/>.</param>
    /// <param name="text">The cell; compared with the categories character by character.</param>
    /// <param name="row">The row's features: [features].</param>
    /// <returns>False where the text is a category that the model does not know.</returns>
    /// <exception cref="ArgumentException">The column is one of numbers or of dates.</exception>
    public bool EncodeText(int column, ReadOnlySpan<char> text, Span<float> row) => Encode(column, text, row);

    /// <inheritdoc cref="EncodeText(int, ReadOnlySpan{char}, Span{float})"/>
    public bool EncodeText(int column, ReadOnlySpan<char> text, Span<double> row) => Encode(column, text, row);

    /// <summary>
    /// Writes the features of a column of dates from a cell of text: sine and cosine of each of its cycles. An empty text, the usual markers of
    /// missing values and <see cref="VaeColumn.Missing"/> make all NaN.
    /// </summary>
    /// <param name="column">The column's place among <see cref="Columns"/>.</param>
    /// <param name="text">The cell: a date or time in one of the forms that docs/model-format.md lists. Its time zone does not matter.</param>
    /// <param name="row">The row's features: [features].</param>
    /// <returns>False where the text is no date, or lacks what some cycle needs; all features are NaN then.</returns>
    /// <exception cref="ArgumentException">The column is none of dates.</exception>
    public bool EncodeDate(int column, ReadOnlySpan<char> text, Span<float> row) => EncodeDateText(column, text, row);

    /// <inheritdoc cref="EncodeDate(int, ReadOnlySpan{char}, Span{float})"/>
    public bool EncodeDate(int column, ReadOnlySpan<char> text, Span<double> row) => EncodeDateText(column, text, row);

    /// <summary>Writes the features of a column of dates from a time, by its own clock.</summary>
    /// <param name="column">The column's place among <see cref="Columns"/>.</param>
    /// <param name="time">The time; the default, as of a cell without one, is missing: all NaN.</param>
    /// <param name="row">The row's features: [features].</param>
    /// <exception cref="ArgumentException">The column is none of dates.</exception>
    public void EncodeDate(int column, DateTime time, Span<float> row) => EncodeTime(column, time, row);

    /// <inheritdoc cref="EncodeDate(int, DateTime, Span{float})"/>
    public void EncodeDate(int column, DateTime time, Span<double> row) => EncodeTime(column, time, row);

    /// <summary>Writes the feature of a number column: what is left of it without its offset, rounded once to single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EncodeFeature(int column, double value, Span<float> features) =>
        features[_starts[column]] = (float)(value - _offsets[column]);

    /// <summary>Writes the features of number columns, as <see cref="EncodeFeature"/> does one; each has its value at its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EncodeFeatures(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<float> features)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            EncodeFeature(columns[i], values[i], features);
        }
    }

    private bool EncodeDateText<T>(int column, ReadOnlySpan<char> text, Span<T> row)
        where T : IFloatingPointIeee754<T>
    {
        var own = OwnDate(column, row);
        text = text.Trim();
        var isMissing = MissingText.IsInNumbers(text) || IsNamedMissing(column, text);
        var parts = isMissing ? null : DateText.Read(text.ToString())?.In(Columns[column].DateOrder);
        return DateCycles.Encode(Columns[column].Cycles, parts, own) && (isMissing || parts is not null);
    }

    private void EncodeTime<T>(int column, DateTime time, Span<T> row)
        where T : IFloatingPointIeee754<T> =>
        DateCycles.Encode(Columns[column].Cycles, time == default ? null : DateParts.Of(time), OwnDate(column, row));

    private Span<T> OwnDate<T>(int column, Span<T> row) => Columns[column].IsDate
        ? row.Slice(_starts[column], Columns[column].Width)
        : throw new ArgumentException(
            $"Column '{Columns[column].Name}' must be given as {(_categories[column] is null ? "a number" : "text")}, as the model knows no cycles "
                + $"of it; got a date. Call {(_categories[column] is null ? nameof(EncodeNumber) : nameof(EncodeText))}.",
            nameof(column));

    private bool IsNamedMissing(int column, ReadOnlySpan<char> text) =>
        _missing[column]?.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text) ?? false;

    private ArgumentException NoDate(int column, string got) => new(
        $"Column '{Columns[column].Name}' must be given as a date, as the model knows cycles of it; got {got}. Call {nameof(EncodeDate)}.",
        nameof(column));

    private void RequireNumber(int column)
    {
        if (Columns[column].IsDate)
        {
            throw NoDate(column, "a number");
        }

        if (_categories[column] is not null)
        {
            throw new ArgumentException(
                $"Column '{Columns[column].Name}' must be given as text, as the model knows its categories; got a number. Call {nameof(EncodeText)}.",
                nameof(column));
        }
    }

    private bool Encode<T>(int column, ReadOnlySpan<char> text, Span<T> row)
        where T : IFloatingPointIeee754<T>
    {
        var places = _categories[column] ?? throw (Columns[column].IsDate ? NoDate(column, "text") : new ArgumentException(
            $"Column '{Columns[column].Name}' must be given as a number, as the model knows no categories of it; got text. "
                + $"Call {nameof(EncodeNumber)}.",
                nameof(column)));
        var own = row.Slice(_starts[column], places.Count);
        text = text.Trim();
        if (MissingText.Is(text) || IsNamedMissing(column, text))
        {
            own.Fill(T.NaN);
            return true;
        }

        own.Clear();
        var isKnown = places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var place);
        if (isKnown)
        {
            own[place] = T.One;
        }

        return isKnown;
    }

    private static Dictionary<string, int> PlacesOf(IReadOnlyList<string> categories) =>
        categories.Select((category, place) => (category, place)).ToDictionary(pair => pair.category, pair => pair.place, StringComparer.Ordinal);
}
