using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>A column of results.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its cells are; any may be missing.</param>
internal readonly record struct ResultColumn(string Name, CellType Type)
{
    /// <summary>The columns of results by their names.</summary>
    /// <param name="names">All names, in order.</param>
    /// <param name="known">Those of which more is known; of the others, rows are counted, scores are what they are, and the rest is text.</param>
    /// <param name="kept">How many of the last are the user's: text as it stands, whatever they are called.</param>
    public static IReadOnlyList<ResultColumn> Of(IReadOnlyList<string> names, IReadOnlyList<ResultColumn> known, int kept = 0) =>
    [
        .. names.SkipLast(kept).Select(name => known.Append(new(name, TypeOf(name))).First(column => column.Name == name)),
        .. names.TakeLast(kept).Select(name => new ResultColumn(name, CellType.Text)),
    ];

    /// <summary>What the cells of a model's column are: numbers of a type, or texts, as dates are in words.</summary>
    public static CellType TypeOf(VaeColumn column, CellType number) => column.IsNumber ? number : CellType.Text;

    private static CellType TypeOf(string name) =>
        name == ScoreRun.RowColumn ? CellType.Whole
        : VaeOutputs.Numbers.FirstOrDefault(output => output.Name == name) is not { } output ? CellType.Text
        : output.IsFlag ? CellType.Flag
        : CellType.Single;
}
