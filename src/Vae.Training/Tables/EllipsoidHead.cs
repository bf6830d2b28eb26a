using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// How far the row itself lies outside the cloud of the rows that the member saw: its Mahalanobis distance by their shrunken covariance. Where
/// features outnumber rows, no row is near another, and the cloud says more than its points.
/// </summary>
internal sealed class EllipsoidHead : IHead<TableSight, TableGraphSight>
{
    private readonly IReadOnlyList<Ellipsoid> _normal;

    private EllipsoidHead(IReadOnlyList<Ellipsoid> normal) => _normal = normal;

    /// <summary>Measures scaled rows, for each member without its fold.</summary>
    public static EllipsoidHead OfInputs(TableMaterial material)
    {
        var most = WideTable.Directions(material.Inputs.shape[1], material.Members);
        return new([.. material.Outside.Select((rows, member) => Ellipsoid.FitWide(material.Viewed[member].index_select(0, rows), most))]);
    }

    /// <inheritdoc/>
    public Tensor Squares(TableSight sight) => _normal[sight.Member].MeanSquares(sight.Viewed);

    /// <inheritdoc/>
    public string Squares(OnnxTape tape, IReadOnlyList<TableGraphSight> members) =>
        tape.Concat(1, [.. members.Select(member => tape.MeanSquares(member.Viewed, _normal[member.Member]))]);
}
