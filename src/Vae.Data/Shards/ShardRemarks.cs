using System.Text.RegularExpressions;

namespace Vae.Data.Shards;

/// <summary>What the shards of a run said of their rows, each sentence once.</summary>
internal static partial class ShardRemarks
{
    /// <summary>
    /// Sentences that differ in their numbers alone are one: that of the first shard, and how many others said it with numbers of their own. A share
    /// of a shard's rows cannot be added up without knowing of how many different ones it was.
    /// </summary>
    /// <param name="remarks">The sentences of each shard, in order.</param>
    public static IReadOnlyList<string> Of(IEnumerable<IReadOnlyList<string>> remarks) =>
    [
        .. remarks.SelectMany((said, shard) => said.Select(remark => (Remark: remark, Shard: shard)))
            .GroupBy(said => NumberOrQuote().Replace(said.Remark, part => part.Value[0] == '\'' ? part.Value : "#"), StringComparer.Ordinal)
            .Select(same => (
                First: same.First(),
                Others: same.Where(said => said.Remark != same.First().Remark).Select(said => said.Shard).Distinct().Count()))
            .Select(same => same.Others == 0
                ? same.First.Remark
                : FormattableString.Invariant($"{same.First.Remark} That is shard {same.First.Shard + 1}; {same.Others:N0} more ")
                    + $"{(same.Others == 1 ? "says" : "say")} so with other numbers."),
    ];

    /// <summary>Names in quotes keep their digits: two columns are two sentences.</summary>
    [GeneratedRegex(@"'[^']*'|\d[\d,.]*(?<=\d)")]
    private static partial Regex NumberOrQuote();
}
