using Vae.MLNet;
using Vae.Training.Scoring;

namespace Vae.Training.Tables;

/// <summary>The heads of tables: those of each score kind.</summary>
internal static class TableHeads
{
    /// <summary>
    /// In more inputs than these residuals count twice as much as the inputs themselves; in few there is little that a member could fail to
    /// reconstruct in a way of its own. The gain grows with the inputs: docs/detection.md, "Choices".
    /// </summary>
    private const int FewInputs = 5;

    /// <summary>Makes the heads of a score kind.</summary>
    public static IReadOnlyList<IHead<TableSight, TableGraphSight>> Of(VaeScoreKind kind, TableMaterial material) => kind switch
    {
        VaeScoreKind.Hybrid when material.HasCommonUnit => [NearestHead.OfResiduals(material), EllipsoidHead.OfInputs(material)],
        VaeScoreKind.Hybrid => [NearestHead.OfResiduals(material, material.Inputs.shape[1] > FewInputs ? 2 : 1), NearestByFoldHead.OfInputs(material)],
        VaeScoreKind.Robust => [SampledHead.OfInputs(material), SampledHead.OfResiduals(material)],
        VaeScoreKind.Pure => [new LengthHead((int)material.Inputs.shape[1])],
        _ => [NearestHead.OfResiduals(material)],
    };

    /// <summary>The score kind that options stand for.</summary>
    public static VaeScoreKind KindOf(VaeTrainingOptions options) =>
        options.Score ?? (options.Contamination is not 0 ? VaeScoreKind.Robust : VaeScoreKind.Hybrid);
}
