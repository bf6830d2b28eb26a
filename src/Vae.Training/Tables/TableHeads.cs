using Vae.MLNet;
using Vae.Training.Scoring;

namespace Vae.Training.Tables;

/// <summary>The heads of tables: those of each score kind.</summary>
internal static class TableHeads
{
    /// <summary>Makes the heads of a score kind.</summary>
    public static IReadOnlyList<IHead<TableSight, TableGraphSight>> Of(VaeScoreKind kind, TableMaterial material) => kind switch
    {
        VaeScoreKind.Hybrid when material.HasCommonUnit => [NearestHead.OfResiduals(material), EllipsoidHead.OfInputs(material)],
        VaeScoreKind.Hybrid when material.IsWide => [NearestHead.OfResiduals(material), NearestByFoldHead.OfInputs(material)],
        VaeScoreKind.Hybrid => [NearestHead.OfResiduals(material), NearestByFoldHead.OfInputs(material), NearestByFoldHead.OfRanks(material)],
        VaeScoreKind.Robust => [SampledHead.OfInputs(material), SampledHead.OfResiduals(material)],
        VaeScoreKind.Pure => [new LengthHead((int)material.Inputs.shape[1])],
        _ => [NearestHead.OfResiduals(material)],
    };

    /// <summary>The score kind that options stand for.</summary>
    public static VaeScoreKind KindOf(VaeTrainingOptions options) =>
        options.Score ?? (options.Contamination is not 0 ? VaeScoreKind.Robust : VaeScoreKind.Hybrid);
}
