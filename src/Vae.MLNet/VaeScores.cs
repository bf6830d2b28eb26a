namespace Vae.MLNet;

/// <summary>What a model says of some rows: arrays of one value per row, in the rows' order.</summary>
public sealed class VaeScores
{
    private readonly Array?[] _values = new Array?[VaeOutputs.All.Count];

    /// <summary>
    /// Arrays with room for some rows, to score into again and again; see
    /// <see cref="VaeModel.Score(ReadOnlySpan{float}, VaeScores, CancellationToken)"/>.
    /// </summary>
    /// <param name="model">The model that will score; its file says which outputs there are.</param>
    /// <param name="capacity">Most rows of one call.</param>
    public VaeScores(VaeModel model, int capacity)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
        Outputs = model.Native.File.Outputs.Numbers.Outputs;
        foreach (var output in Outputs)
        {
            _values[output.Place] = output.IsFlag ? new bool[capacity] : new float[capacity];
        }
    }

    /// <summary>Number of rows that were scored.</summary>
    public int Rows { get; internal set; }

    /// <summary>
    /// Most rows that the arrays can hold: their length. A call of <see cref="VaeModel.Score(ReadOnlySpan{float}, CancellationToken)"/> makes them as
    /// long as there are rows.
    /// </summary>
    public int Capacity { get; }

    /// <summary>The outputs that there are arrays of: those of one number or flag per row that the model's file gives.</summary>
    public IReadOnlyList<VaeOutput> Outputs { get; }

    /// <summary>
    /// −log10 of the calibrated p-value, continued beyond the sample: higher is more anomalous, 2 is "one normal row in a hundred". NaN where every
    /// feature is missing.
    /// </summary>
    public float[] Score => (float[])this[VaeOutputs.Score];

    /// <summary>True for an anomaly: the score is at least the threshold, or the row cannot be judged because every feature is missing.</summary>
    public bool[] PredictedLabel => (bool[])this[VaeOutputs.PredictedLabel];

    /// <summary>The share of normal rows at least as anomalous, 1 / (calibration rows + 1) to 1.</summary>
    public float[] PValue => (float[])this[VaeOutputs.PValue];

    /// <summary>How far the row is from what the model expected, as docs/scoring.md defines it; the sum of the row's feature errors.</summary>
    public float[] ReconstructionError => (float[])this[VaeOutputs.ReconstructionError];

    /// <summary>Kullback-Leibler divergence of the posterior from the prior, in nats; the mean over the members.</summary>
    public float[] KlDivergence => (float[])this[VaeOutputs.KlDivergence];

    /// <summary>The array of an output: of flags <c>bool[]</c>, of numbers <c>float[]</c>.</summary>
    /// <param name="output">One of <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">The model's file does not give it, or it is a vector.</exception>
    public Array this[VaeOutput output]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(output);
            return _values[output.Place] ?? throw new ArgumentException(
                $"Output '{output}' must be one of {string.Join(", ", Outputs)}; got another. "
                + $"Vectors are computed by {nameof(VaeModel)}.{nameof(VaeModel.Compute)}; export the model again for newer outputs.",
                nameof(output));
        }
    }
}
