using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// How far each input is from what the other inputs of its row predict linearly, in units of how far normal rows are. It sees what a VAE smooths
/// over: an input that breaks with those it goes along with.
/// </summary>
internal sealed class LeaveOneOut
{
    private LeaveOneOut(Tensor matrix, Tensor bias) => (Matrix, Bias) = (matrix, bias);

    /// <summary>The inverse covariance P, column j divided by the root of its own entry Pⱼⱼ [inputs, inputs].</summary>
    public Tensor Matrix { get; }

    /// <summary>What the mean row becomes, with its sign turned [inputs].</summary>
    public Tensor Bias { get; }

    /// <summary>Measures the normal rows among scaled ones [rows, inputs]; the result belongs to the dispose scope of the caller.</summary>
    public static LeaveOneOut Fit(Tensor inputs, Tensor normal)
    {
        using var scope = NewDisposeScope();
        var rows = inputs.index_select(0, normal).to(float64);
        var mean = rows.mean([0], keepdim: true);
        var covariance = ShrunkenCorrelation.Of(rows - mean, ShrunkenCorrelation.ShrinkageOf(rows.shape[1]));
        var precision = linalg.inv(covariance);                                         // [inputs, inputs]
        var matrix = precision / precision.diagonal().sqrt();
        return new(matrix.to(float32).MoveToOuterDisposeScope(), (-mean.mm(matrix))[0].to(float32).MoveToOuterDisposeScope());
    }

    /// <summary>The residuals of scaled rows [rows, inputs].</summary>
    public Tensor Apply(Tensor inputs) => inputs.mm(Matrix) + Bias;
}
