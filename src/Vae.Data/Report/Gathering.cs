using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>Takes up scored rows in the order of the data: all scores, the worst rows, and a sample for the map.</summary>
internal sealed class Gathering(VaeModel model, int worst)
{
    private const int MostOnMap = 1_500;

    private readonly PriorityQueue<long, float> _worst = new();
    private readonly List<(long Row, float[] Latent, float Score, bool IsFlagged)> _map = [];
    private readonly Random _random = new(0);

    /// <summary>The places of all rows, rising.</summary>
    public List<long> Rows { get; } = [];

    public List<float> Scores { get; } = [];

    public List<float> PValues { get; } = [];

    public List<bool> PredictedLabels { get; } = [];

    /// <summary>The places of the worst rows.</summary>
    public long[] Worst => [.. _worst.UnorderedItems.Select(item => item.Element)];

    /// <summary>Adds a row.</summary>
    /// <param name="row">Its place among the data rows, from 1.</param>
    /// <param name="score">Its score.</param>
    /// <param name="pValue">Its p-value.</param>
    /// <param name="isFlagged">What the model says of it.</param>
    /// <param name="latent">Its place in latent space; copied where it is kept [dimensions]. Empty: it has none.</param>
    public void Add(long row, float score, float pValue, bool isFlagged, ReadOnlySpan<float> latent)
    {
        Rows.Add(row);
        Scores.Add(score);
        PValues.Add(pValue);
        PredictedLabels.Add(isFlagged);
        if (float.IsNaN(score))
        {
            return;
        }

        _worst.Enqueue(row, score);
        if (_worst.Count > worst)
        {
            _worst.Dequeue();
        }

        if (latent.IsEmpty)
        {
            return;
        }

        // A uniform sample: reservoir sampling (Vitter 1985, algorithm R).
        if (_map.Count < MostOnMap)
        {
            _map.Add((row, latent.ToArray(), score, isFlagged));
        }
        else if (_random.Next(Scores.Count) is var place && place < MostOnMap)
        {
            _map[place] = (row, latent.ToArray(), score, isFlagged);
        }
    }

    /// <summary>The map, odd rows last so that they lie on top.</summary>
    public IReadOnlyList<MapPoint> Map()
    {
        if (_map.Count == 0)
        {
            return [];
        }

        var places = PlanarMap.Of([.. _map.SelectMany(row => row.Latent)], model.Info.LatentDimension);
        return [.. _map.Zip(places, (row, place) => new MapPoint(row.Row, place.X, place.Y, row.Score, row.IsFlagged)).OrderBy(point => point.Score)];
    }

    /// <summary>What labels say of rows; null without them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="anomalies">The labels of all rows.</param>
    public IReadOnlyList<bool>? Labels(IEnumerable<ExplainedRow> rows, IReadOnlyList<bool>? anomalies) =>
        anomalies is null ? null : [.. rows.Select(row => anomalies[Rows.BinarySearch(row.Row)])];

    /// <summary>How well the scores go with labels; null without them.</summary>
    public AnomalyMetrics? Metrics(IReadOnlyList<bool>? anomalies) => anomalies is null ? null : AnomalyMetrics.Compute(
        Scores.ToArray(), [.. anomalies], [.. PredictedLabels], new() { BootstrapResamples = Curves.Resamples(Scores.Count) });
}
