using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// The distance to small samples of training rows outside the member's fold, in the eyes of the member: of the row itself, or of its whitened
/// residual.
/// </summary>
internal sealed class SampledHead : IHead<TableSight, TableGraphSight>, IReferenceHead
{
    private readonly SmallSamples[] _samples;
    private readonly IReadOnlyList<Tensor> _rows;
    private readonly Tensor? _units;
    private readonly Func<TableSight, Tensor> _vectors;
    private readonly Func<TableGraphSight, string> _names;

    private SampledHead(
        TableMaterial material, IReadOnlyList<Tensor> vectors, Func<TableSight, Tensor> own, Func<TableGraphSight, string> names, float weight,
        bool isOfMembers)
    {
        _samples = [.. vectors.Select((rows, member) => material.Bank.Samples(rows, material.Outside[member], material.Members))];
        (_rows, _units) = (vectors, isOfMembers ? null : material.Units);
        (_vectors, _names, Weight) = (own, names, weight);
    }

    /// <inheritdoc/>
    public float Weight { get; }

    /// <summary>The references of each member.</summary>
    public IReadOnlyList<Tensor> References => [.. _samples.Select(samples => samples.Vectors)];

    /// <summary>Compares rows as the member sees them. They count twice as much as residuals, which anomalies among the rows blunt.</summary>
    public static SampledHead OfInputs(TableMaterial material) =>
        new(material, material.Viewed, sight => sight.Viewed, sight => sight.Viewed, weight: 2, isOfMembers: false);

    /// <summary>Compares residuals.</summary>
    public static SampledHead OfResiduals(TableMaterial material) =>
        new(material, material.Residuals, sight => sight.Residuals, sight => sight.Whitened, weight: 1, isOfMembers: true);

    /// <inheritdoc/>
    public Tensor Squares(TableSight sight) => _samples[sight.Member].Squares(_vectors(sight));

    /// <summary>
    /// Of rows as they are, no member has a part in the distance: the samples of all members serve that do not hold the row. Residuals are those of
    /// the member that never saw it, and so are the samples.
    /// </summary>
    public Tensor HeldOutSquares(TableSight sight, Tensor rows) =>
        _units is null ? Squares(sight) : SmallSamples.SquaresWithout(_samples, [.. _rows.Select(own => own.index_select(0, rows))], rows, _units);

    /// <inheritdoc/>
    public string Squares(OnnxTape tape, IReadOnlyList<TableGraphSight> members) =>
        tape.Concat(1, [.. members.Select(member => _samples[member.Member].Squares(tape, _names(member)))]);
}
