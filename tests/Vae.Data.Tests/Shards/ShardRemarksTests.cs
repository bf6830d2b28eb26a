using Vae.Data.Shards;

namespace Vae.Data.Tests.Shards;

/// <summary>What a merge says of the rows of all shards.</summary>
public sealed class ShardRemarksTests
{
    [Fact]
    public void A_sentence_stands_once_however_its_numbers_differ_and_columns_are_told_apart() => Assert.Equal(
        [
            "About 37 % of the rows trained. That is shard 1; 2 more say so with other numbers.",
            "Column 'f1' is empty.",
            "Column 'f2' is empty.",
            "Column 'f3': none of its 1,204 texts. That is shard 2; 1 more says so with other numbers.",
        ],
        ShardRemarks.Of(
        [
            ["About 37 % of the rows trained.", "Column 'f1' is empty.", "Column 'f2' is empty."],
            ["About 41 % of the rows trained.", "Column 'f1' is empty.", "Column 'f3': none of its 1,204 texts."],
            ["About 8 % of the rows trained.", "Column 'f3': none of its 7 texts."],
        ]));
}
