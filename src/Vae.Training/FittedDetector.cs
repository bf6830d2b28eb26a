using Vae.MLNet;
using Vae.Training.Calibration;
using Vae.Training.Network;
using Vae.Training.Preprocessing;

namespace Vae.Training;

/// <summary>Everything a detector consists of after training and calibration: what the exporter writes, and what TorchSharp scores with.</summary>
internal sealed record FittedDetector
{
    public required VaeScoreKind ScoreKind { get; init; }

    public required FeatureScaler Scaler { get; init; }

    public required NoveltyCounter Novelty { get; init; }

    /// <summary>What each member sees of a scaled row; null: all of it.</summary>
    public required MemberView? View { get; init; }

    public required VaeEnsemble Ensemble { get; init; }

    public required Whitening Whitening { get; init; }

    public required IReadOnlyList<Head> Heads { get; init; }

    /// <summary>What the references are.</summary>
    public required VaeReferenceKind References { get; init; }

    /// <summary>The calibration of each member.</summary>
    public required IReadOnlyList<SurvivalCurve> Curves { get; init; }

    /// <summary>Slope of all curves beyond their largest score.</summary>
    public required double TailSlope { get; init; }

    /// <summary>Number of held-out scores behind the curves.</summary>
    public required int CalibrationRows { get; init; }

    /// <summary>Out-of-sample score of each training row: under the one member that never saw it. NaN for a row without a value.</summary>
    public required float[] TrainingScores { get; init; }
}
