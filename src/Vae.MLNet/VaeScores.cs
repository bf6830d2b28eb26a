namespace Vae.MLNet;

/// <summary>What a model says of some rows: arrays of one value per row, in the rows' order.</summary>
public sealed class VaeScores
{
    /// <summary>Room for the scores of some rows, to be filled by <see cref="VaeModel.ScoreInto"/> again and again.</summary>
    /// <param name="rows">Number of rows, 0 or more.</param>
    public VaeScores(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        Score = new float[rows];
        PredictedLabel = new bool[rows];
        PValue = new float[rows];
        ReconstructionError = new float[rows];
        KlDivergence = new float[rows];
    }

    /// <summary>Number of rows.</summary>
    public int Rows => Score.Length;

    /// <summary>−log10 of the calibrated p-value, continued beyond the sample: higher is more anomalous, 2 is "one normal row in a hundred". NaN where every feature is missing.</summary>
    public float[] Score { get; }

    /// <summary>True for an anomaly: the score is at least the threshold, or the row cannot be judged because every feature is missing.</summary>
    public bool[] PredictedLabel { get; }

    /// <summary>The share of normal rows at least as anomalous, 1 / (calibration rows + 1) to 1.</summary>
    public float[] PValue { get; }

    /// <summary>How far the row is from what the model expected, as docs/scoring.md defines it; the sum of the row's feature errors.</summary>
    public float[] ReconstructionError { get; }

    /// <summary>Kullback-Leibler divergence of the posterior from the prior, in nats; the mean over the members.</summary>
    public float[] KlDivergence { get; }
}
