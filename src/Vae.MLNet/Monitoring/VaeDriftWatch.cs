using Vae.MLNet.Monitoring;

namespace Vae.MLNet;

/// <summary>
/// Watches the scored rows of a stream for drift and raises an alarm with a guarantee: on a stream without drift the chance of an alarm, ever, is at
/// most
/// <see cref="VaeDriftOptions.FalseAlarmRate"/>. Looks at the p-values in both directions and, if wanted, at the values of every feature.
/// docs/monitoring.md has the formulas and what is assumed. Thread-safe; its memory does not grow with the stream. Deterministic: same rows in the
/// same order, same evidence.
/// </summary>
public sealed partial class VaeDriftWatch
{
    /// <summary>Places for p-values; finer ones find nothing more.</summary>
    private const int MostPlaces = 2_000;

    private const int ListedFeatures = 10;

    private readonly Lock _gate = new();
    private readonly VaeDriftOptions _options;
    private readonly int _calibrationRows;
    private readonly FeatureWatches? _features;
    private readonly RankHistogram _ranks;
    private readonly DriftBets _bets;
    private long _rows;
    private long _unjudged;
    private long? _alarmedAt;
    private VaeDriftCause _cause;
    private string? _alarmedFeature;

    /// <summary>A watch over p-values alone.</summary>
    /// <param name="calibrationRows">Number of rows behind the p-values, <see cref="VaeModelInfo.CalibrationRows"/>: fewer of them make the watch
    /// slower, not wrong.</param>
    /// <param name="options">How to watch, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no calibration rows, or an option is out of range.</exception>
    public VaeDriftWatch(int calibrationRows, VaeDriftOptions? options = null)
        : this(calibrationRows, options ?? new VaeDriftOptions(), features: null)
    {
    }

    private VaeDriftWatch(int calibrationRows, VaeDriftOptions options, FeatureWatches? features)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(calibrationRows);
        options.Validate();
        (_calibrationRows, _options, _features) = (calibrationRows, options, features);
        (_ranks, _bets) = (RankHistogram.Of(Calibration(calibrationRows)), new DriftBets());
    }

    /// <summary>What is known now.</summary>
    public VaeDriftState State
    {
        get
        {
            lock (_gate)
            {
                return new VaeDriftState
                {
                    Rows = _rows,
                    UnjudgedRows = _unjudged,
                    Evidence = Math.Max(PValueEvidence, FeatureEvidence(MostMoved())),
                    AlarmAt = AlarmAt,
                    AlarmedAtRow = _alarmedAt,
                    Cause = _cause,
                    AlarmedFeature = _alarmedFeature,
                    Features =
                    [
                        .. (_features?.All ?? [])
                            .OrderByDescending(feature => feature.Bets.LogCapital)
                            .Take(ListedFeatures)
                            .Select(feature => feature.Shift),
                    ],
                };
            }
        }
    }

    /// <summary>A watch over the p-values of a model and over the values of its features.</summary>
    /// <param name="model">What the model says of itself. Of a model of images the p-values alone are watched: a pixel is no feature that
    /// moves.</param>
    /// <param name="normalRows">
    /// Rows without drift, raw, row-major: [rows, features], as those that the model was trained on; at least 100. None: the first
    /// <see cref="VaeDriftOptions.ReferenceRows"/> rows of the stream are taken, and what had moved before them is not seen in the features.
    /// </param>
    /// <param name="options">How to watch, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The values are no whole rows, or fewer than 100.</exception>
    public static VaeDriftWatch For(VaeModelInfo model, ReadOnlySpan<float> normalRows = default, VaeDriftOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new VaeDriftOptions();
        options.Validate();
        if (model.ImageShape is not null)
        {
            return new VaeDriftWatch(model.CalibrationRows, options);
        }

        var (names, features) = (model.FeatureNames, new FeatureWatches(model.FeatureNames, options.ReferenceRows));
        if (!normalRows.IsEmpty)
        {
            if (normalRows.Length % names.Count != 0 || normalRows.Length / names.Count < 100)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Normal rows must be at least 100 whole rows of {names.Count} features; got {normalRows.Length} values. ")
                    + FormattableString.Invariant($"Pass rows × {names.Count} values, or none."),
                    nameof(normalRows));
            }

            features.Learn(normalRows);
        }

        return new VaeDriftWatch(model.CalibrationRows, options, features);
    }

    /// <summary>Adds a row.</summary>
    /// <param name="pValue">Its p-value, 0 to 1; NaN where it cannot be judged.</param>
    public void Add(float pValue) => Add([pValue]);

    /// <summary>Adds rows in order.</summary>
    /// <param name="pValues">One p-value per row, 0 to 1; NaN where a row cannot be judged.</param>
    /// <param name="features">Raw values, row-major: [rows, features]; none where features are not watched, or not known of these rows.</param>
    /// <exception cref="ArgumentException">A p-value is out of range, or the features are not those of the rows. Nothing is added.</exception>
    public void Add(ReadOnlySpan<float> pValues, ReadOnlySpan<float> features = default)
    {
        Check(pValues, features);
        lock (_gate)
        {
            var width = features.IsEmpty ? 0 : _features!.Names.Count;
            for (var row = 0; row < pValues.Length; row++)
            {
                Add(pValues[row], features.Slice(row * width, width));
            }
        }
    }

    private void Add(float pValue, ReadOnlySpan<float> features)
    {
        var row = _rows++;
        if (float.IsNaN(pValue))
        {
            _unjudged++;
        }
        else
        {
            _bets.Add(_ranks.Add(pValue, TieDraw.Of(_options.Seed, row, channel: 0)));
        }

        if (!features.IsEmpty)
        {
            _features!.Add(features, _options.Seed, row);
        }

        if (_alarmedAt is null)
        {
            RaiseAlarm();
        }
    }
}
