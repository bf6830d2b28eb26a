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
    public static IReadOnlyList<ResultColumn> Of(IEnumerable<string> names, IReadOnlyList<ResultColumn> known) =>
        [.. names.Select(name => known.Append(new(name, TypeOf(name))).First(column => column.Name == name))];

    private static CellType TypeOf(string name) =>
        name == ScoreRun.RowColumn ? CellType.Whole
        : VaeOutputs.Numbers.FirstOrDefault(output => output.Name == name) is not { } output ? CellType.Text
        : output.IsFlag ? CellType.Flag
        : CellType.Single;
}
