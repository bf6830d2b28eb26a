using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>The distance of the whitened residual, alone or with the row itself, to the nearest of the member's own references.</summary>
internal sealed class NearestHead : IHead<TableSight, TableGraphSight>, IReferenceHead
{
    /// <summary>Prototypes, and rows where references are rows, of residuals per member.</summary>
    private const int ResidualPrototypes = 128, ResidualRows = 1_600;

    /// <summary>The same of residuals with rows.</summary>
    private const int JointPrototypes = 256, JointRows = 400;

    private NearestHead(bool joint, IReadOnlyList<References> references) => (Joint, References) = (joint, references);

    /// <summary>Whether the row itself stands beside its residual.</summary>
    public bool Joint { get; }

    /// <summary>The references of each member.</summary>
    public IReadOnlyList<References> References { get; }

    /// <summary>Compares residuals.</summary>
    public static NearestHead OfResiduals(TableMaterial material) => new(joint: false,
    [
        .. material.Residuals.Select((residuals, member) =>
            material.Bank.From(residuals, material.Sources[member], ResidualPrototypes, ResidualRows, material.Members)),
    ]);

    /// <summary>Compares residuals with the rows beside them. Seeds are drawn at random: the rows are those that anomalies may hide among.</summary>
    public static NearestHead OfResidualsAndInputs(TableMaterial material) => new(joint: true,
    [
        .. material.Residuals.Select((residuals, member) =>
        {
            var both = cat([residuals, material.Viewed[member]], 1);
            return material.Bank.From(both, material.Sources[member], JointPrototypes, JointRows, material.Members, trusted: false);
        }),
    ]);

    /// <inheritdoc/>
    public Tensor Squares(TableSight sight)
    {
        var vectors = Joint ? cat([sight.Residuals, sight.Inputs], 1) : sight.Residuals;
        var own = References[sight.Member];
        return sight.TrainingRows is { } rows && own.Rows is { } referenceRows
            ? NearestReference.MeanSquareToOthers(vectors, own.Vectors, rows, referenceRows)
            : NearestReference.MeanSquare(vectors, own.Vectors);
    }

    /// <inheritdoc/>
    public string Squares(OnnxTape tape, IReadOnlyList<TableGraphSight> members) => tape.Concat(1, [.. members.Select(member =>
    {
        var vectors = Joint ? tape.Concat(1, member.Whitened, member.Viewed) : member.Whitened;
        return new NearestGraph(tape).MeanSquares(vectors, [References[member.Member].Vectors]);
    })]);
}
