using Vae.MLNet;

namespace Vae.Quality.Monitoring;

/// <summary>
/// Streams of fresh normal rows, drawn with replacement, because no set has as many as are needed. The features' reference is the training rows. In
/// streams with drift one feature moves by a
/// standard deviation of the training rows after a quiet time.
/// </summary>
internal static class DriftRun
{
    /// <summary>Rows that a stream goes on after the move.</summary>
    public const int RowsAfter = 1_000;

    private const int Streams = 200, StreamRows = 10_000, QuietRows = 1_000;
    private const int MostMoved = 20, MovesPerFeature = 5;

    public static IEnumerable<DriftResult> Results(TrainedSet set)
    {
        var test = set.Test.Select(set.TestRows(anomalies: false));
        var pValues = set.Model.Score(test.Features).PValue;
        var quiet = new Stream(test.Features, pValues, set.Test.FeatureCount);
        var falsePValues = 0;
        var falseAll = 0;
        Parallel.For(0, Streams, stream =>
        {
            var (alone, all) = (new VaeDriftWatch(set.Model.Info.CalibrationRows), VaeDriftWatch.For(set.Model.Info, set.Train.Features));
            quiet.Feed(StreamRows, new Random(stream), alone, all);
            Interlocked.Add(ref falsePValues, alone.State.IsAlarmed ? 1 : 0);
            Interlocked.Add(ref falseAll, all.State.IsAlarmed ? 1 : 0);
        });
        var moves = Moving(set).SelectMany(feature => Moves(set, quiet, test.Features, feature)).ToArray();
        int[] found = [.. moves.Select(move => move.Delay)];
        var byFeature = moves.Where(move => move.Named is not null).ToArray();
        yield return new DriftResult(
            set.Name, set.Model.Info.CalibrationRows, set.Test.FeatureCount, Streams, falsePValues, falseAll, moves.Length,
            Median([.. moves.Select(move => move.DelayOfPValues)]), Median(found), (double)found.Count(rows => rows <= 300) / Math.Max(1, found.Length),
            byFeature.Length == 0 ? 0 : (double)byFeature.Count(move => move.Named == true) / byFeature.Length);
    }

    /// <summary>Up to twenty features that vary, evenly spread.</summary>
    private static IEnumerable<(int Feature, float Step)> Moving(TrainedSet set)
    {
        (int Feature, float Step)[] all = [.. Enumerable.Range(0, set.Train.FeatureCount).Select(feature => (feature, Deviation(set, feature))).Where(moving => moving.Item2 > 0)];
        var count = Math.Min(MostMoved, all.Length);
        return Enumerable.Range(0, count).Select(index => all[index * all.Length / count]);
    }

    private static float Deviation(TrainedSet set, int feature)
    {
        float[] values = [.. Enumerable.Range(0, set.Train.Rows).Select(row => set.Train.Features[(row * set.Train.FeatureCount) + feature]).Where(float.IsFinite)];
        var mean = values.Length == 0 ? 0 : values.Average(value => (double)value);
        return values.Length == 0 ? 0 : (float)Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static Move[] Moves(TrainedSet set, Stream quiet, float[] normal, (int Feature, float Step) moving)
    {
        var moved = (float[])normal.Clone();
        for (var index = moving.Feature; index < moved.Length; index += set.Test.FeatureCount)
        {
            moved[index] += moving.Step;
        }

        var stream = new Stream(moved, set.Model.Score(moved).PValue, set.Test.FeatureCount);
        return [.. Enumerable.Range(0, MovesPerFeature).AsParallel().AsOrdered().Select(draw =>
        {
            var (alone, all, random) = (new VaeDriftWatch(set.Model.Info.CalibrationRows), VaeDriftWatch.For(set.Model.Info, set.Train.Features), new Random(1_000 + draw));
            quiet.Feed(QuietRows, random, alone, all);
            stream.Feed(RowsAfter, random, alone, all);
            return new Move(
                Delay(alone.State), Delay(all.State),
                all.State.AlarmedFeature is { } name ? name == set.Model.Info.FeatureNames[moving.Feature] : null);
        })];
    }

    /// <summary>An alarm before the move is a false one, and counts as not found.</summary>
    private static int Delay(VaeDriftState state) => state.AlarmedAtRow is { } row && row > QuietRows ? (int)(row - QuietRows) : int.MaxValue;

    private static int? Median(int[] delays) => delays.Length == 0 || delays.Order().ElementAt(delays.Length / 2) is int.MaxValue ? null : delays.Order().ElementAt(delays.Length / 2);

    private sealed record Move(int DelayOfPValues, int Delay, bool? Named);

    private sealed record Stream(float[] Features, float[] PValues, int Width)
    {
        public void Feed(int rows, Random random, VaeDriftWatch alone, VaeDriftWatch all)
        {
            for (var row = 0; row < rows; row++)
            {
                var drawn = random.Next(PValues.Length);
                alone.Add(PValues[drawn]);
                all.Add([PValues[drawn]], Features.AsSpan(drawn * Width, Width));
            }
        }
    }
}
