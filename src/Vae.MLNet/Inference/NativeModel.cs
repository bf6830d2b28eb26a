using Vae.MLNet.Contract;
using Vae.MLNet.Features;
using Vae.MLNet.Outputs;

namespace Vae.MLNet.Inference;

/// <summary>
/// The native side of a model: one session for the scores, one for the scores with their contributions, one more for each set of other vectors
/// that was asked for, and idle slots. Shared by everybody who scores with the model. Scores never come from the session of other vectors, so
/// that the bits of a score do not depend on what else was asked for.
/// </summary>
internal sealed class NativeModel
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OutputSet, SessionPlace> _sessions = [];
    private readonly Dictionary<(OutputSet Outputs, bool OneRow), Stack<ScoringSlot>> _idle = [];
    private readonly UseCount _users = new();
    private readonly OutputSet _numbers;
    private readonly ScoringMeter _meter;
    private bool _closed;

    public NativeModel(ModelFile file, VaeModelOptions options)
    {
        (File, Options, _numbers, _meter) = (file, options, file.Outputs.Numbers, new ScoringMeter(Path.GetFileName(file.Source)));
        Offsets = new FeatureOffsets(file.Info.Columns);
        ThresholdOverride = options.FalseAlarmRate is { } rate ? ThresholdAt(rate) : options.Threshold;
        Plan = ScoringPlan.For(file, options);
        var (session, device) = RunningDevice.Choose(file.Pruned(_numbers), file.Source, options, Plan.ThreadsPerBatch);
        Device = device;
        var numbers = new GraphSession(file.Source, session, device.Device, file.Contract.Input, Specs(_numbers), ThresholdOverride);
        _sessions.Add(_numbers, new SessionPlace(() => Open(_numbers), numbers));
    }

    public ModelFile File { get; }

    /// <summary>Values of a row as users give it.</summary>
    public int RowWidth => File.Info.FeatureCount;

    /// <summary>What is taken off rows as the user has them.</summary>
    public FeatureOffsets Offsets { get; }

    public VaeModelOptions Options { get; }

    public ScoringPlan Plan { get; }

    public RunningDevice Device { get; }

    public double? ThresholdOverride { get; }

    /// <summary>Adds an owner or a call in flight, unless the last has left.</summary>
    public bool TryEnter() => _users.TryEnter();

    /// <summary>Removes an owner or a call; the last one frees the native memory.</summary>
    public void Leave()
    {
        if (_users.Leave())
        {
            Close();
        }
    }

    /// <summary>
    /// A slot with room for <paramref name="rows"/> rows. Return it, or leave it to the garbage collector. Whoever asks for new vectors first waits
    /// until their graph is
    /// open; nobody else does.
    /// </summary>
    public ScoringSlot Rent(OutputSet outputs, int rows)
    {
        var wanted = outputs.Numbers.IsEmpty ? outputs : outputs | _numbers;
        ScoringSlot? slot = null;
        lock (_gate)
        {
            if (_idle.TryGetValue((wanted, rows == 1), out var idle))
            {
                idle.TryPop(out slot);
            }
        }

        slot ??= new ScoringSlot(wanted, RowWidth, Runs(Session(wanted.WithScores)), Runs(Session(wanted.BesideScores)), _meter);
        slot.Reserve(rows);
        return slot;
    }

    public void Return(ScoringSlot slot)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                var key = (slot.Outputs, slot.Input.Length == RowWidth);
                if (!_idle.TryGetValue(key, out var idle))
                {
                    _idle.Add(key, idle = new Stack<ScoringSlot>());
                }

                idle.Push(slot);
                return;
            }
        }

        slot.Dispose();
    }

    private double ThresholdAt(double falseAlarmRate)
    {
        DecisionRule.Validate(
            falseAlarmRate, File.Info.CalibrationRows, nameof(VaeModelOptions.FalseAlarmRate), DecisionRule.UnitOf(File.Info));
        return DecisionRule.Threshold(falseAlarmRate);
    }

    private IRowRun? Runs(GraphSession? session) =>
        session is null ? null : File.Info.Tiling is { } tiling ? new TiledRun(session, tiling, Plan.TilesAtOnce) : new GraphBinding(session);

    private GraphSession? Session(OutputSet outputs)
    {
        if (outputs.IsEmpty)
        {
            return null;
        }

        SessionPlace? place;
        lock (_gate)
        {
            if (!_sessions.TryGetValue(outputs, out place))
            {
                _sessions.Add(outputs, place = new SessionPlace(() => Open(outputs)));
            }
        }

        return place.Session;
    }

    private GraphSession Open(OutputSet outputs) => new(
        File.Source,
        Device.Create(File.Pruned(outputs), File.Source, Options, Plan.ThreadsPerBatch),
        Device.Device,
        File.Contract.Input,
        Specs(outputs),
        outputs.Contains(VaeOutputs.PredictedLabel) ? ThresholdOverride : null);

    private TensorSpec[] Specs(OutputSet outputs) => [.. outputs.Outputs.Select(output => TensorSpec.Of(output, File.Info.OfGraph))];

    private void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var slot in _idle.Values.SelectMany(idle => idle))
            {
                slot.Dispose();
            }

            _idle.Clear();
            foreach (var place in _sessions.Values)
            {
                place.Close();
            }
        }
    }
}
