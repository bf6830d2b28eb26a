using TorchSharp;
using Vae.MLNet;
using Vae.Training.Generation;
using Vae.Training.Learning;
using Vae.Training.Scoring;

namespace Vae.Training.Tables;

/// <summary>Everything that a detector for tables consists of.</summary>
internal sealed record TableDetector : IDetector
{
    /// <inheritdoc/>
    public required VaeScoreKind ScoreKind { get; init; }

    /// <summary>The numbers that stand for missing values.</summary>
    public IReadOnlyList<MissingMark> Marks { get; init; } = [];

    public required TableScaler Scaler { get; init; }

    public required NoveltyCounter Novelty { get; init; }

    /// <summary>What gaps take off a member score.</summary>
    public required GapAllowance Gaps { get; init; }

    /// <summary>What novelties are worth at least, or null where nothing can be novel.</summary>
    public required NoveltyRarity? Rarity { get; init; }

    /// <summary>What each member sees of a scaled row.</summary>
    public required IMemberView View { get; init; }

    public required TableEnsemble Ensemble { get; init; }

    public required Whitening Whitening { get; init; }

    /// <summary>How far inputs are from what the others of their row predict.</summary>
    public required LeaveOneOut LeaveOneOut { get; init; }

    public required CalibratedHeads<TableSight, TableGraphSight> Heads { get; init; }

    /// <summary>What new rows are made by, or null where none can be.</summary>
    public RowGenerator? Generator { get; init; }

    /// <inheritdoc/>
    public required VaeReferenceKind References { get; init; }

    /// <inheritdoc/>
    public required ScoreCalibration Calibration { get; init; }

    /// <inheritdoc/>
    public IEnumerable<torch.Tensor> ReferenceVectors => Heads.Heads.OfType<IReferenceHead>().SelectMany(head => head.References);

    /// <inheritdoc/>
    public float[] Units => Scaler.Scale;

    /// <inheritdoc/>
    public float[] Spreads
    {
        get
        {
            using var scope = torch.NewDisposeScope();
            var scaled = Whitening.Spread.square().mean([0, 1]).sqrt().cpu().data<float>().ToArray();  // [inputs]: the mean over the members
            var spreads = new float[Scaler.Scale.Length];
            foreach (var (feature, input) in Scaler.Varying.Select((feature, input) => (feature, input)))
            {
                spreads[feature] = MathF.Min(scaled[input] / (Scaler.Weight?[feature] ?? 1) * Scaler.Scale[feature], float.MaxValue);
            }

            return spreads;
        }
    }

    IEnsemble IDetector.Ensemble => Ensemble;
}
