using System.Globalization;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>
/// Feeds a <see cref="VaeDriftWatch"/> with the rows of a run, in their order: p-values, and of tables the features, which are compared with the
/// first rows of the data.
/// </summary>
public sealed class DriftSink : IScoreSink
{
    private const int NamedFeatures = 3;

    private readonly VaeDriftOptions? _options;
    private VaeDriftWatch? _watch;
    private bool _withFeatures;

    /// <summary>A watch is made for the model when the run begins.</summary>
    /// <param name="options">How to watch, or null for the defaults.</param>
    public DriftSink(VaeDriftOptions? options = null) => _options = options;

    /// <summary>The watch, to be asked and saved.</summary>
    /// <exception cref="InvalidOperationException">No run has begun.</exception>
    public VaeDriftWatch Watch =>
        _watch ?? throw new InvalidOperationException("The run must have begun; it has not. Pass the sink to ScoreRun.Run first.");

    /// <summary>What the watch found, in one line.</summary>
    public string Remark
    {
        get
        {
            var state = Watch.State;
            var evidence = FormattableString.Invariant($"evidence {state.Evidence:0.0}, alarm at {state.AlarmAt:0.0}");
            if (state.AlarmedAtRow is not { } row)
            {
                return FormattableString.Invariant($"Drift: no alarm in {state.Rows:N0} rows ({evidence}).");
            }

            var moved = state.Features.Where(feature => feature.Evidence > 1).Take(NamedFeatures)
                .Select(feature => $"{feature.Name} {feature.Shift.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)}").ToList();
            var cause = state.Cause switch
            {
                VaeDriftCause.OdderRows => "rows are odder than those of the calibration",
                VaeDriftCause.MoreOrdinaryRows => "rows are more ordinary than those of the calibration",
                _ => $"'{state.AlarmedFeature}' moved",
            };
            return FormattableString.Invariant($"Drift: alarm at row {row:N0} of {state.Rows:N0}: {cause} ({evidence}).")
                + (moved.Count == 0 ? "" : $" Moved since the first rows, in standard deviations: {string.Join(", ", moved)}.");
        }
    }

    /// <inheritdoc/>
    public void Begin(VaeModel model, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_watch, _withFeatures) = (VaeDriftWatch.For(model.Info, options: _options), model.Info.ImageShape is null);
    }

    /// <inheritdoc/>
    public IScorePart Prepare(ScoredRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Part(Watch, rows.Scores.PValue[..rows.Scored], _withFeatures ? rows.Features.ToArray() : []);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        // The watch has no end.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A watch holds nothing but memory.
    }

    private sealed class Part(VaeDriftWatch watch, float[] pValues, float[] features) : IScorePart
    {
        public void Write() => watch.Add(pValues, features);

        public void Dispose()
        {
            // Arrays of its own, nothing rented.
        }
    }
}
