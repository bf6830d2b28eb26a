using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Data.Rows;

/// <summary>Notices rows that trained the model, by the sketch of them in its file. For use on several threads at once.</summary>
/// <param name="sketch">The sketch; null in files from before it, and where training rows repeat each other: nothing is noticed then.</param>
/// <param name="width">Features of a row.</param>
internal sealed class TrainedRows(TrainingSketch? sketch, int width)
{
    /// <summary>Different rows that are looked up, at most: more tell nothing new.</summary>
    private const int MostRows = 4_096;

    /// <summary>Standard deviations above what chance makes, rows, and share of rows from which on there is something to say.</summary>
    private const double LeastDeviations = 5, LeastRows = 8, LeastShare = 0.1;

    private readonly HashSet<ulong> _hashes = [];
    private volatile bool _isFull = sketch is null;

    /// <summary>A sentence or two where a tenth of the rows or more are rows that trained.</summary>
    public IEnumerable<string> Remarks => Share is not { } share ? [] :
    [
        FormattableString.Invariant($"About {100 * share:0} % of the different rows here trained the model, by a sketch of those in its file: ")
        + "it knows them too well, and their scores are too low. To judge the very rows of one table by what never saw them: 'vae detect', "
        + "or 'vae train --scores'; in code FitAndScore, or TrainingScores.",
    ];

    /// <summary>The share of the different rows so far that trained; null where chance explains what was found.</summary>
    public double? Share
    {
        get
        {
            lock (_hashes)
            {
                if (sketch is null || _hashes.Count == 0)
                {
                    return null;
                }

                var (rows, found, fill) = (_hashes.Count, _hashes.Count(sketch.MayHold), sketch.Fill());
                var share = ((found / (double)rows) - fill) / (1 - fill);
                var isBeyondChance = found - (rows * fill) >= LeastDeviations * Math.Sqrt(rows * fill * (1 - fill));
                return isBeyondChance && found >= LeastRows && share >= LeastShare ? share : null;
            }
        }
    }

    /// <summary>Looks at rows [rows, features].</summary>
    public void Add(ReadOnlySpan<float> rows)
    {
        for (var start = 0; start < rows.Length && !_isFull; start += width)
        {
            if (sketch!.HashInRange(rows.Slice(start, width)) is { } hash)
            {
                lock (_hashes)
                {
                    _hashes.Add(hash);
                    _isFull = _hashes.Count >= MostRows;
                }
            }
        }
    }
}
