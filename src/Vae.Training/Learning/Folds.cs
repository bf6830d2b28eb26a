using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>Which member never sees which row: fold k is held out from member k and seen by all others.</summary>
internal sealed class Folds
{
    private Folds(int[] ofRow, long[][] heldOut, long[][] seen)
    {
        OfRow = ofRow;
        HeldOut = heldOut;
        Seen = seen;
    }

    /// <summary>The fold of each row [rows].</summary>
    public int[] OfRow { get; }

    /// <summary>The rows held out from each member, [members][rows of the fold].</summary>
    public long[][] HeldOut { get; }

    /// <summary>The rows each member trains on, [members][rows outside the fold].</summary>
    public long[][] Seen { get; }

    /// <summary>Deals the rows, shuffled, to as many folds as there are members.</summary>
    public static Folds Deal(int rows, int members, Generator generator)
    {
        using var order = randperm(rows, generator: generator);
        var shuffled = order.data<long>().ToArray();
        var ofRow = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            ofRow[shuffled[i]] = i % members;
        }

        var folds = Enumerable.Range(0, members);
        return new(ofRow, [.. folds.Select(k => Rows(fold => fold == k))], [.. folds.Select(k => Rows(fold => fold != k))]);

        long[] Rows(Func<int, bool> belongs) => [.. Enumerable.Range(0, rows).Where(i => belongs(ofRow[i])).Select(i => (long)i)];
    }
}
