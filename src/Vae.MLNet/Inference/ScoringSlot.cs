using Vae.MLNet.Contract;

namespace Vae.MLNet.Inference;

/// <summary>
/// Memory and bindings for scoring one batch: the caller writes rows into <see cref="Input"/>, runs, and reads the arrays.
/// For one thread at a time; the model pools slots.
/// </summary>
internal sealed class ScoringSlot : IDisposable
{
    private readonly int _features;
    private readonly GraphBinding? _scores;
    private readonly GraphBinding? _vectors;
    private readonly IReadOnlyList<string> _vectorNames;

    public ScoringSlot(ModelOutputs outputs, int features, GraphSession? scores, GraphSession? vectors)
    {
        (Outputs, _features) = (outputs, features);
        _scores = scores is null ? null : new GraphBinding(scores);
        _vectors = vectors is null ? null : new GraphBinding(vectors);
        _vectorNames = outputs.VectorNames();
    }

    public ModelOutputs Outputs { get; }

    /// <summary>The rows to score, pinned: [capacity, features].</summary>
    public float[] Input { get; private set; } = [];

    /// <summary>The scalar outputs of the last run: [rows] each.</summary>
    public float[] Score { get; private set; } = [];

    public bool[] PredictedLabel { get; private set; } = [];

    public float[] PValue { get; private set; } = [];

    public float[] ReconstructionError { get; private set; } = [];

    public float[] KlDivergence { get; private set; } = [];

    /// <summary>The array of a vector output: [rows, width].</summary>
    public float[] Vector(string name)
    {
        for (var index = 0; index < _vectorNames.Count; index++)
        {
            if (_vectorNames[index] == name)
            {
                return _vectors!.Output<float>(index);
            }
        }

        throw new InvalidOperationException($"Output '{name}' must be among those the slot was rented for; got {Outputs}. Rent a slot for it.");
    }

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
        _vectors?.Run(Input, rows);
        if (_scores is null)
        {
            return;
        }

        _scores.Run(Input, rows);
        Score = _scores.Output<float>(0);
        PredictedLabel = _scores.Output<bool>(1);
        PValue = _scores.Output<float>(2);
        ReconstructionError = _scores.Output<float>(3);
        KlDivergence = _scores.Output<float>(4);
    }

    public void Dispose()
    {
        _scores?.Dispose();
        _vectors?.Dispose();
    }
}
