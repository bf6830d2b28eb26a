using TorchSharp;
using Vae.Training.Learning;

namespace Vae.Training.Tests.Learning;

public sealed class FoldsTests
{
    [Theory]
    [InlineData(10, 5)]
    [InlineData(103, 4)]
    [InlineData(4, 2)]
    public void Every_row_is_held_out_from_exactly_one_member_and_seen_by_the_others(int rows, int members)
    {
        var folds = Deal(rows, members, seed: 1);

        Assert.Equal(Enumerable.Range(0, rows).Select(row => (long)row), folds.HeldOut.SelectMany(fold => fold).Order());
        Assert.InRange(folds.HeldOut.Max(fold => fold.Length) - folds.HeldOut.Min(fold => fold.Length), 0, 1);
        for (var member = 0; member < members; member++)
        {
            Assert.Empty(folds.Seen[member].Intersect(folds.HeldOut[member]));
            Assert.Equal(rows, folds.Seen[member].Length + folds.HeldOut[member].Length);
            Assert.All(folds.HeldOut[member], row => Assert.Equal(member, folds.OfRow[row]));
        }
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        Assert.Equal(Deal(100, 5, seed: 1).OfRow, Deal(100, 5, seed: 1).OfRow);
        Assert.NotEqual(Deal(100, 5, seed: 1).OfRow, Deal(100, 5, seed: 2).OfRow);
    }

    [Fact]
    public void A_group_lies_in_one_fold_and_folds_have_as_many_groups()
    {
        var random = new Random(1);
        int[] groups = [.. Enumerable.Range(0, 21).SelectMany(group => Enumerable.Repeat(group, 1 + random.Next(9)))];
        random.Shuffle(groups);

        var folds = Deal(groups.Length, 4, seed: 1, groups);

        var foldOf = groups.Zip(folds.OfRow).Distinct().ToList();
        Assert.Equal(21, foldOf.Count);
        Assert.InRange(foldOf.CountBy(pair => pair.Second).Max(fold => fold.Value) - foldOf.CountBy(pair => pair.Second).Min(fold => fold.Value), 0, 1);
        Assert.InRange(folds.HeldOut.Max(fold => fold.Length) - folds.HeldOut.Min(fold => fold.Length), 0, groups.CountBy(group => group).Max(size => size.Value));
        Assert.Same(groups, folds.Groups);
    }

    [Fact]
    public void Groups_of_one_row_are_dealt_as_rows_are() =>
        Assert.Equal(Deal(50, 4, seed: 3).OfRow, Deal(50, 4, seed: 3, [.. Enumerable.Range(0, 50)]).OfRow);

    private static Folds Deal(int rows, int members, ulong seed, int[]? groups = null)
    {
        using var generator = new torch.Generator(seed);
        return Folds.Deal(rows, members, generator, groups);
    }
}
