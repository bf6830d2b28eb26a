using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// How far each input is from what the other inputs of its row predict linearly, in units of how far normal rows are. It sees what a VAE smooths
/// over: an input that breaks with those it goes along with.
/// </summary>
internal sealed class LeaveOneOut
{
    private readonly LowRankMap? _map;
    private readonly Tensor? _matrix, _bias;

    private LeaveOneOut(Tensor matrix, Tensor bias) => (_matrix, _bias) = (matrix, bias);

    private LeaveOneOut(LowRankMap map) => _map = map;

    /// <summary>The inverse covariance P, column j divided by the root of its own entry Pⱼⱼ [inputs, inputs]; of wide tables none.</summary>
    public Tensor Matrix => _matrix ?? throw new InvalidOperationException("Wide tables have no matrix of all pairs of inputs.");

    /// <summary>Measures the normal rows among scaled ones [rows, inputs]; the result belongs to the dispose scope of the caller.</summary>
    /// <param name="inputs">Scaled rows [rows, inputs].</param>
    /// <param name="normal">Which count [rows].</param>
    /// <param name="wide">Whether P is found along the largest directions of the rows; see <see cref="WideTable"/>.</param>
    public static LeaveOneOut Fit(Tensor inputs, Tensor normal, bool wide = false)
    {
        using var scope = NewDisposeScope();
        if (wide)
        {
            var own = inputs.index_select(0, normal);
            var centre = own.mean([0], keepdim: true);
            var measured = WideCovariance.Of(own - centre, WideTable.Directions(inputs.shape[1], members: 1));
            return new(measured.LeaveOneOut(centre.to(float64)).MoveToOuterDisposeScope());
        }

        var rows = inputs.index_select(0, normal).to(float64);
        var mean = rows.mean([0], keepdim: true);
        var covariance = ShrunkenCorrelation.Of(rows - mean, ShrunkenCorrelation.ShrinkageOf(rows.shape[1]));
        var precision = linalg.inv(covariance);                                         // [inputs, inputs]
        var matrix = precision / precision.diagonal().sqrt();
        return new(matrix.to(float32).MoveToOuterDisposeScope(), (-mean.mm(matrix))[0].to(float32).MoveToOuterDisposeScope());
    }

    /// <summary>The residuals of scaled rows [rows, inputs].</summary>
    public Tensor Apply(Tensor inputs) => _map?.Apply(inputs) ?? (inputs.mm(Matrix) + _bias!);

    /// <summary>The same as graph: one product more for all members [rows, inputs].</summary>
    public string Apply(OnnxTape tape, string inputs) =>
        _map?.Apply(tape, inputs, "precision") ?? tape.Gemm(inputs, tape.Constant("precision", Matrix), tape.Constant("bias", _bias!));
}
