using Vae.MLNet.Contract;
using Vae.MLNet.Monitoring;
using Vae.MLNet.Outputs;

namespace Vae.MLNet.Inference;

/// <summary>
/// Memory and bindings for scoring one batch: the caller writes rows into <see cref="Input"/>, runs, and reads the arrays.
/// For one thread at a time; the model pools slots.
/// </summary>
internal sealed class ScoringSlot : IDisposable
{
    private readonly int _features;
    private readonly GraphBinding? _numbers;
    private readonly GraphBinding? _vectors;
    private readonly ScoringMeter _meter;
    private readonly IReadOnlyList<VaeOutput> _numberOutputs;
    private readonly IReadOnlyList<VaeOutput> _vectorOutputs;
    private readonly Array?[] _values = new Array?[VaeOutputs.All.Count];

    public ScoringSlot(OutputSet outputs, int features, GraphSession? numbers, GraphSession? vectors, ScoringMeter meter)
    {
        (Outputs, _features, _meter) = (outputs, features, meter);
        (_numberOutputs, _vectorOutputs) = (outputs.Numbers.Outputs, outputs.Vectors.Outputs);
        _numbers = numbers is null ? null : new GraphBinding(numbers);
        _vectors = vectors is null ? null : new GraphBinding(vectors);
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

    public void Run(int rows)
    {
        var began = ScoringMeter.Begin();
        Run(_vectors, _vectorOutputs, rows);
        Run(_numbers, _numberOutputs, rows);
        if (began != 0 && _numbers is not null)
        {
            _meter.End(
                began,
                Values<float>(VaeOutputs.Score).AsSpan(0, rows), Values<bool>(VaeOutputs.PredictedLabel).AsSpan(0, rows), Values<float>(VaeOutputs.PValue).AsSpan(0, rows));
        }
    }

    public void Dispose()
    {
        _numbers?.Dispose();
        _vectors?.Dispose();
    }

    private void Run(GraphBinding? binding, IReadOnlyList<VaeOutput> outputs, int rows)
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
