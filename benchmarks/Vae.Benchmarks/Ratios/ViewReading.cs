using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>Reads data to its end the way a consumer does: a cursor, a getter per column, one call of each per row.</summary>
internal static class ViewReading
{
    /// <summary>The cost per row of reading the three score columns of every row.</summary>
    public static Cost PerScoredRow(IDataView view) => PerRow(() => ReadScores(view));

    /// <summary>The cost per row of reading the feature column of every row.</summary>
    public static Cost PerReadRow(IDataView view) => PerRow(() => ReadFeatures(view));

    private static Cost PerRow(Func<long> read)
    {
        var rows = 0L;
        return Cost.Of(() => rows = read()) / rows;
    }

    /// <summary>Reads the three score columns of every row; the number of rows.</summary>
    private static long ReadScores(IDataView view)
    {
        var (rows, sum) = (0L, 0f);
        var columns = new[] { nameof(Verdict.Score), nameof(Verdict.PredictedLabel), nameof(Verdict.PValue) }.Select(name => view.Schema[name]).ToArray();
        using var cursor = view.GetRowCursor(columns);
        if (columns[0].Type is VectorDataViewType)
        {
            // ApplyOnnxModel makes a vector of every output, whatever its shape.
            var (score, label, p) = (cursor.GetGetter<VBuffer<float>>(columns[0]), cursor.GetGetter<VBuffer<bool>>(columns[1]), cursor.GetGetter<VBuffer<float>>(columns[2]));
            (VBuffer<float> scores, VBuffer<bool> labels, VBuffer<float> ps) = (default, default, default);
            for (; cursor.MoveNext(); rows++)
            {
                score(ref scores);
                label(ref labels);
                p(ref ps);
                sum += scores.GetItemOrDefault(0);
            }
        }
        else
        {
            var (score, label, p) = (cursor.GetGetter<float>(columns[0]), cursor.GetGetter<bool>(columns[1]), cursor.GetGetter<float>(columns[2]));
            var (scored, labelled, pValue) = (0f, false, 0f);
            for (; cursor.MoveNext(); rows++)
            {
                score(ref scored);
                label(ref labelled);
                p(ref pValue);
                sum += scored;
            }
        }

        GC.KeepAlive(sum);
        return rows;
    }

    /// <summary>Reads the feature column of every row; the number of rows.</summary>
    private static long ReadFeatures(IDataView view)
    {
        var rows = 0L;
        var column = view.Schema[nameof(Row.Features)];
        using var cursor = view.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> features = default;
        for (; cursor.MoveNext(); rows++)
        {
            getter(ref features);
        }

        return rows;
    }
}
