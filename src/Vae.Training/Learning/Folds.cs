using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// Which member never sees which row: fold k is held out from member k and seen by all others. Rows that belong together lie in one fold, so that a
/// held-out row is as new to the member as a row of a new group.
/// </summary>
internal sealed class Folds
{
    private Folds(int[] ofRow, long[][] heldOut, long[][] seen, int[]? groups)
    {
        OfRow = ofRow;
        HeldOut = heldOut;
        Seen = seen;
        Groups = groups;
    }

    /// <summary>The fold of each row [rows].</summary>
    public int[] OfRow { get; }

    /// <summary>The rows held out from each member, [members][rows of the fold].</summary>
    public long[][] HeldOut { get; }

    /// <summary>The rows each member trains on, [members][rows outside the fold].</summary>
    public long[][] Seen { get; }

    /// <summary>The group of each row, which lies in one fold as a whole [rows]; null where every row stands for itself.</summary>
    public int[]? Groups { get; }

    /// <summary>The same of rows each of which became several that follow each other: they stay where it was.</summary>
    /// <param name="times">How many each became.</param>
    public Folds Repeated(int times)
    {
        return new(Many(OfRow), [.. HeldOut.Select(Rows)], [.. Seen.Select(Rows)], Groups is null ? null : Many(Groups));

        int[] Many(int[] values) => [.. values.SelectMany(value => Enumerable.Repeat(value, times))];

        long[] Rows(long[] rows) => [.. rows.SelectMany(row => Enumerable.Range(0, times).Select(place => (row * times) + place))];
    }

    /// <summary>What each row belongs to: its group, or itself [rows].</summary>
    public IEnumerable<int> Units => Groups ?? Enumerable.Range(0, OfRow.Length);

    /// <summary>
    /// Deals the groups, shuffled and the large ones first, to as many folds as there are members: folds have the same number of groups but for one,
    /// and rows that differ by no more than the largest group has. Groups of one row are dealt as rows are.
    /// </summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="members">Number of members.</param>
    /// <param name="generator">Shuffles.</param>
    /// <param name="groups">The group of each row, from 0 without a gap [rows]; null where every row stands for itself.</param>
    public static Folds Deal(int rows, int members, Generator generator, int[]? groups = null)
    {
        int[]? sizes = groups is null ? null : [.. groups.CountBy(group => group).OrderBy(group => group.Key).Select(group => group.Value)];
        using var order = randperm(sizes?.Length ?? rows, generator: generator);
        var units = order.data<long>().ToArray();
        var ofUnit = new int[units.Length];
        IEnumerable<long> largeFirst = sizes is null ? units : units.OrderByDescending(group => sizes[group]);
        foreach (var (place, unit) in largeFirst.Index())
        {
            ofUnit[unit] = place % members;
        }

        int[] ofRow = groups is null ? ofUnit : [.. groups.Select(group => ofUnit[group])];
        var folds = Enumerable.Range(0, members);
        return new(ofRow, [.. folds.Select(k => Rows(fold => fold == k))], [.. folds.Select(k => Rows(fold => fold != k))], groups);

        long[] Rows(Func<int, bool> belongs) => [.. Enumerable.Range(0, rows).Where(i => belongs(ofRow[i])).Select(i => (long)i)];
    }
}
