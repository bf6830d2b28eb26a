using Vae.MLNet.Contract;

namespace Vae.MLNet.Inference;

/// <summary>
/// The native side of a model: one session for the scores, one more for each set of vector outputs that was asked for, and idle slots.
/// Shared by everybody who scores with the model. Scores never come from the vectors' session, so that the bits of a score
/// do not depend on what else was asked for.
/// </summary>
internal sealed class NativeModel
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ModelOutputs, GraphSession> _sessions = [];
    private readonly Dictionary<(ModelOutputs Outputs, bool OneRow), Stack<ScoringSlot>> _idle = [];
    private readonly UseCount _users = new();
    private bool _closed;

    public NativeModel(ModelFile file, VaeModelOptions options)
    {
        (File, Options) = (file, options);
        ThresholdOverride = options.FalseAlarmRate is { } rate ? ThresholdAt(rate) : options.Threshold;
        Plan = ScoringPlan.For(file, options);
        var (session, device) = RunningDevice.Choose(file.Pruned(TensorNames.Scalars), file.Source, options, Plan.ThreadsPerBatch);
        Device = device;
        _sessions.Add(ModelOutputs.Scores, new GraphSession(file.Source, session, device.Device, file.Contract.Input, Specs(TensorNames.Scalars), ThresholdOverride));
    }

    public ModelFile File { get; }

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

    /// <summary>A slot with room for <paramref name="rows"/> rows. Return it, or leave it to the garbage collector.</summary>
    public ScoringSlot Rent(ModelOutputs outputs, int rows)
    {
        ScoringSlot? slot = null;
        lock (_gate)
        {
            if (_idle.TryGetValue((outputs, rows == 1), out var idle))
            {
                idle.TryPop(out slot);
            }

            slot ??= new ScoringSlot(outputs, File.Contract.Input.Width, Session(outputs & ModelOutputs.Scores), Session(outputs & ModelOutputs.Vectors));
        }

        slot.Reserve(rows);
        return slot;
    }

    public void Return(ScoringSlot slot)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                var key = (slot.Outputs, slot.Input.Length == File.Contract.Input.Width);
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
        DecisionRule.Validate(falseAlarmRate, File.Info.CalibrationRows, nameof(VaeModelOptions.FalseAlarmRate));
        return DecisionRule.Threshold(falseAlarmRate);
    }

    private GraphSession? Session(ModelOutputs outputs)
    {
        if (outputs == ModelOutputs.None)
        {
            return null;
        }

        if (!_sessions.TryGetValue(outputs, out var session))
        {
            var names = outputs.VectorNames();
            var native = Device.Create(File.Pruned(names), File.Source, Options, Plan.ThreadsPerBatch);
            session = new GraphSession(File.Source, native, Device.Device, File.Contract.Input, Specs(names));
            _sessions.Add(outputs, session);
        }

        return session;
    }

    private TensorSpec[] Specs(IEnumerable<string> names) => [.. names.Select(File.Contract.Output)];

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
            foreach (var session in _sessions.Values)
            {
                session.Dispose();
            }
        }
    }
}
