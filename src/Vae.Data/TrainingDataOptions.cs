using Vae.MLNet.Features;

namespace Vae.Data;

/// <summary>Which rows or images become training data.</summary>
public sealed record TrainingDataOptions
{
    /// <summary>Which rows are normal: only these train. Default: all of them.</summary>
    public LabelOptions Label { get; init; } = new();

    /// <summary>Which rows belong together. Default: every row stands for itself.</summary>
    public GroupOptions Group { get; init; } = new();

    /// <summary>Columns of a table that are no features, such as identifiers: names, or several in one with commas between. Default none.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>
    /// Most bytes that the features may take, above 0; of more rows, a uniform sample is kept. Default 1 GiB: nine million rows of 30 features.
    /// </summary>
    public long MemoryBytes { get; init; } = 1 << 30;

    /// <summary>Seed of the sample. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Texts that stand for a missing value in every column, beside the usual markers: one by one, or several in one with commas between. Stored
    /// in the model, for scoring. Default none.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>
    /// How the file writes numbers, told by how it writes 1234.5: <c>1.234,5</c>, <c>1,234.5</c>, <c>1.234,5 €</c>, <c>1234.5%</c>. Several where
    /// columns differ in what stands around the number, which means nothing; a column must have the same in all cells. Stored in the model, for
    /// scoring. Default none: a point before the decimals and nothing else.
    /// </summary>
    public IReadOnlyList<string> NumberFormats { get; init; } = [];

    /// <summary>
    /// Columns of a table that are text, whatever their cells look like: names, or several in one with commas between. Default none.
    /// </summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>What becomes of rows of a table that cannot be read. Default: the first one ends the run.</summary>
    public BadRowOptions BadRows { get; init; } = new();

    /// <summary>What messages call these options.</summary>
    public OptionNames Names { get; init; } = new();

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Label);
        ArgumentNullException.ThrowIfNull(Group);
        ArgumentNullException.ThrowIfNull(Ignored);
        ArgumentNullException.ThrowIfNull(Missing);
        ArgumentNullException.ThrowIfNull(NumberFormats);
        ArgumentNullException.ThrowIfNull(Text);
        ArgumentNullException.ThrowIfNull(BadRows);
        ArgumentNullException.ThrowIfNull(Names);
        BadRows.Validate();
        if (NumberFormat.AllOf(NumberFormats) is null)
        {
            throw new VaeDataException(
                $"Option {Names.NumberFormats} must show how the file writes 1234.5, with the same separators in all of them, "
                + $"such as '1.234,5' or '$1,234.5'; got {NameList.Of(NumberFormats)}.");
        }

        if (MemoryBytes <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MemoryBytes), FormattableString.Invariant($"Option '{nameof(MemoryBytes)}' must be above 0; got {MemoryBytes}."));
        }
    }
}
