using TorchSharp;
using Vae.MLNet;
using Vae.Training.Learning;

namespace Vae.Training.Scoring;

/// <summary>
/// A detector after training and calibration: plain data. Tables and images each have a scorer and a graph that know what to do with theirs.
/// </summary>
internal interface IDetector
{
    /// <summary>How the score is formed, as the model file says it.</summary>
    VaeScoreKind ScoreKind { get; }

    /// <summary>The trained members.</summary>
    IEnsemble Ensemble { get; }

    /// <summary>What the references are.</summary>
    VaeReferenceKind References { get; }

    /// <summary>The reference vectors of all heads and members, each [references, size].</summary>
    IEnumerable<torch.Tensor> ReferenceVectors { get; }

    /// <summary>What turns member scores into scores.</summary>
    ScoreCalibration Calibration { get; }

    /// <summary>What counts as small for each feature of a reconstruction: [features], or one number for all.</summary>
    float[] Units { get; }

    /// <summary>The pretrained network that it looks through, and the digest of the file that its weights were taken from; null for none.</summary>
    (string Origin, string Sha256)? Pretrained => null;

    /// <summary>The share of each image that is not looked at, as no training image showed it.</summary>
    double MaskedShare => 0;

    /// <summary>
    /// Standard deviation of the held-out residuals of each feature, in its own unit [features]; none of images.
    /// </summary>
    float[] Spreads { get; }
}
