using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>The distance of the whitened residual to the nearest of the member's own references.</summary>
internal sealed class NearestHead : IHead<TableSight, TableGraphSight>, IReferenceHead
{
    /// <summary>Prototypes, and rows where references are rows, per member.</summary>
    private const int Prototypes = 128, Rows = 1_600;

    private NearestHead(IReadOnlyList<Tensor> references) => References = references;

    /// <summary>The references of each member.</summary>
    public IReadOnlyList<Tensor> References { get; }

    /// <summary>Compares residuals.</summary>
    public static NearestHead OfResiduals(TableMaterial material) => new(
    [
        .. material.Residuals.Select((residuals, member) =>
            material.Bank.From(
                residuals, material.Outside[member], material.References(Prototypes), material.References(Rows), material.Members)),
    ]);

    /// <inheritdoc/>
    public Tensor Squares(TableSight sight) => NearestReference.MeanSquare(sight.Residuals, References[sight.Member]);

    /// <inheritdoc/>
    public string Squares(OnnxTape tape, IReadOnlyList<TableGraphSight> members) => tape.Concat(
        1, [.. members.Select(member => new NearestGraph(tape).MeanSquares(member.Whitened, [References[member.Member]]))]);
}
