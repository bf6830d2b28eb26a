namespace Vae.MLNet.Monitoring;

/// <summary>All features of a stream, once there are reference rows: those given, or the first ones of the stream.</summary>
internal sealed class FeatureWatches
{
    /// <summary>Values of all reference rows together: 24 MB of ranks.</summary>
    private const int MostValues = 2_000_000;

    private const int FewestRows = 100;

    private readonly IReadOnlyList<string> _names;
    private readonly int _referenceRows;
    private readonly List<float> _warmUp;
    private FeatureWatch[] _features;

    public FeatureWatches(IReadOnlyList<string> names, int referenceRows)
        : this(names, referenceRows, [], [])
    {
    }

    /// <summary>As they were after some rows.</summary>
    public FeatureWatches(IReadOnlyList<string> names, int referenceRows, IReadOnlyList<float> warmUp, FeatureWatch[] features)
    {
        (_names, _warmUp, _features) = (names, [.. warmUp], features);
        _referenceRows = Math.Clamp(MostValues / Math.Max(1, names.Count), FewestRows, referenceRows);
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>The first rows of a stream, while they are fewer than needed: [rows, features].</summary>
    public IReadOnlyList<float> WarmUp => _warmUp;

    public IReadOnlyList<FeatureWatch> All => _features;

    /// <summary>Takes reference rows, evenly spread over those given.</summary>
    /// <param name="rows">[rows, features].</param>
    public void Learn(ReadOnlySpan<float> rows)
    {
        var (width, given) = (_names.Count, rows.Length / _names.Count);
        var taken = Math.Min(given, _referenceRows);
        _features = new FeatureWatch[width];
        for (var feature = 0; feature < width; feature++)
        {
            var values = new float[taken];
            for (var row = 0; row < taken; row++)
            {
                values[row] = rows[((int)((long)row * given / taken) * width) + feature];
            }

            _features[feature] = FeatureWatch.Of(_names[feature], values);
        }
    }

    /// <param name="row">[features].</param>
    /// <param name="seed">Seed of the draws that break ties.</param>
    /// <param name="place">The row's place in the stream. Each feature is a channel of its own; that of the p-values is 0.</param>
    public void Add(ReadOnlySpan<float> row, int seed, long place)
    {
        for (var feature = 0; feature < _features.Length; feature++)
        {
            _features[feature].Add(row[feature], TieDraw.Of(seed, place, feature + 1));
        }

        if (_features.Length == 0)
        {
            _warmUp.AddRange(row);
            if (_warmUp.Count >= _referenceRows * row.Length)
            {
                Learn(_warmUp.ToArray());
                _warmUp.Clear();
            }
        }
    }
}
