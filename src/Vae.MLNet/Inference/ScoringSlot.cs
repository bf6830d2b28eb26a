using Vae.MLNet.Outputs;

namespace Vae.MLNet.Inference;

/// <summary>
/// Memory and bindings for scoring one batch: the caller writes rows into <see cref="Input"/>, runs, and reads the arrays.
/// For one thread at a time; the model pools slots.
/// </summary>
internal sealed class ScoringSlot : IDisposable
{
    private readonly int _features;
    private readonly IRowRun? _scores;
    private readonly IRowRun? _others;
    private readonly ScoringMeter _meter;
    private readonly IReadOnlyList<VaeOutput> _scoreOutputs;
    private readonly IReadOnlyList<VaeOutput> _otherOutputs;
    private readonly Array?[] _values = new Array?[VaeOutputs.All.Count];

    public ScoringSlot(OutputSet outputs, int features, IRowRun? scores, IRowRun? others, ScoringMeter meter)
    {
        (Outputs, _features, _meter) = (outputs, features, meter);
        (_scores, _others) = (scores, others);
        (_scoreOutputs, _otherOutputs) = (outputs.WithScores.Outputs, outputs.BesideScores.Outputs);
    }

    public OutputSet Outputs { get; }

    /// <summary>The rows to score, pinned: [capacity, features].</summary>
    public float[] Input { get; private set; } = [];

    /// <summary>An output of the last run: [rows] of numbers or flags, [rows, width] of vectors.</summary>
    public T[] Values<T>(VaeOutput output) => (T[])Values(output);

    /// <summary>The same, of either type.</summary>
    public Array Values(VaeOutput output) => _values[output.Place]
        ?? throw new InvalidOperationException($"Output '{output}' must be among those the slot was rented for; got {Outputs}. Rent a slot for it.");

    /// <summary>Makes room for <paramref name="rows"/> rows; what the input held is lost when it grows.</summary>
    public void Reserve(int rows)
    {
        if (rows * _features > Input.Length)
        {
            Input = GC.AllocateUninitializedArray<float>(rows * _features, pinned: true);
        }
    }

    /// <summary>Computes the first rows of the input.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="isMetered">False where rows are looked at again, or were made up: nobody's scoring.</param>
    public void Run(int rows, bool isMetered = true)
    {
        var began = isMetered ? ScoringMeter.Begin() : 0;
        Run(_others, _otherOutputs, rows);
        Run(_scores, _scoreOutputs, rows);
        if (began != 0 && _scores is not null)
        {
            _meter.End(began, Span<float>(VaeOutputs.Score, rows), Span<bool>(VaeOutputs.PredictedLabel, rows), Span<float>(VaeOutputs.PValue, rows));
        }
    }

    public void Dispose()
    {
        _scores?.Dispose();
        _others?.Dispose();
    }

    private ReadOnlySpan<T> Span<T>(VaeOutput output, int rows) => Values<T>(output).AsSpan(0, rows);

    private void Run(IRowRun? binding, IReadOnlyList<VaeOutput> outputs, int rows)
    {
        if (binding is null)
        {
            return;
        }

        binding.Run(Input, rows);
        for (var index = 0; index < outputs.Count; index++)
        {
            _values[outputs[index].Place] = binding.Output(index);
        }
    }
}
