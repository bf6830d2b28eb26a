using Vae.MLNet;

namespace Vae.Training.Tables;

/// <summary>
/// What tables of many rows get more of: references. Many rows show rare kinds of normal rows that few do not, and a fixed number of prototypes
/// stands for the frequent ones only. More steps and wider layers were tried too: docs/detection.md, "Large tables".
/// </summary>
internal static class LargeTable
{
    /// <summary>Rows up to here are few: the numbers of references were chosen on such tables.</summary>
    private const int FewRows = 20_000;

    /// <summary>More than so many times those references slow scoring more than they tell.</summary>
    private const int MostTimes = 4;

    /// <summary>References of a bank that has so many where rows are few: in proportion to the rows, up to four times as many.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="ofFew">References of the same bank for few rows.</param>
    public static int References(long rows, int ofFew) => (int)Math.Clamp(ofFew * rows / FewRows, ofFew, (long)ofFew * MostTimes);

    /// <summary>What is done differently because the table is large, for people; nothing of any other, or where the options say how many.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="options">How to train.</param>
    public static IEnumerable<string> Remarks(long rows, VaeTrainingOptions options)
    {
        var hasBanks = TableHeads.KindOf(options) is VaeScoreKind.Hybrid or VaeScoreKind.Residual;
        if (rows > FewRows && hasBanks && options.ReferenceVectors is null)
        {
            var what = options.References == VaeReferenceKind.Prototypes ? "prototypes" : "rows";
            var times = Math.Min(MostTimes, (double)rows / FewRows);
            yield return FormattableString.Invariant($"{rows:N0} rows train: up to {times:0.00} times as many {what} stand ")
                + FormattableString.Invariant($"for them as for {FewRows:N0} or fewer, so that rare kinds of normal rows are known too. ")
                + "Scoring may take twice as long; where that matters, set ReferenceVectors, in code, to 256.";
        }
    }
}
