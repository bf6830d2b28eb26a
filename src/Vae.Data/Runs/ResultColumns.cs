using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>The columns of results: the row's place first, then what is said of it, then what it is known by.</summary>
internal static class ResultColumns
{
    /// <summary>Those of a table: its kept columns come last.</summary>
    /// <param name="answers">What is said of each row.</param>
    /// <param name="table">The table.</param>
    /// <param name="kept">The places of its kept columns.</param>
    /// <param name="names">What messages call options.</param>
    /// <exception cref="VaeDataException">A kept column has the name of another one.</exception>
    public static string[] OfTable(IEnumerable<string> answers, ITableSource table, IReadOnlyList<int> kept, OptionNames names)
    {
        string[] columns = [ScoreRun.RowColumn, .. answers, .. kept.Select(index => table.Columns[index])];
        return columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is not { } repeated
            ? columns
            : throw new VaeDataException(
                $"Column '{repeated.Key}' of {names.Kept} must stand once in the output, whose own columns are "
                + $"{string.Join(", ", columns[..^kept.Count])}.");
    }

    /// <summary>Those of images.</summary>
    /// <param name="answers">What is said of each image that was read.</param>
    public static IReadOnlyList<string> OfImages(IEnumerable<string> answers) =>
        [ScoreRun.RowColumn, "File", .. answers, nameof(VaeImage.Status), nameof(VaeImage.Remark)];
}
