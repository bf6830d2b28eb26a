using Vae.MLNet.Contract;

namespace Vae.Training;

/// <summary>What <see cref="VaeTraining.FitAndScore"/> says of the rows it was given, and the model that it learnt from them.</summary>
public sealed class VaeDetection
{
    internal VaeDetection(TrainedVae trained)
    {
        Trained = trained;
        var smallest = trained.Info.SmallestPValue;
        PValues = [.. Scores.Select(score => DecisionRule.PValue(score, smallest))];
        PredictedLabels = [.. Scores.Select(score => DecisionRule.IsAnomaly(score, trained.Info.Threshold))];
    }

    /// <summary>The model, for rows to come, and how training went.</summary>
    public TrainedVae Trained { get; }

    /// <summary>
    /// The score of each row, in order, by members and references that never saw it: higher is more anomalous, 2 is "one row in a hundred". NaN
    /// where every feature is missing.
    /// </summary>
    public IReadOnlyList<float> Scores => Trained.TrainingScores;

    /// <summary>The share of rows at least as anomalous, 1 / (calibration rows + 1) to 1; NaN where every feature is missing.</summary>
    public IReadOnlyList<float> PValues { get; }

    /// <summary>True for an anomaly: the score is at least the threshold, or the row cannot be judged because every feature is missing.</summary>
    public IReadOnlyList<bool> PredictedLabels { get; }
}
