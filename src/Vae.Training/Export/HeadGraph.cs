using TorchSharp;
using Vae.Training.Calibration;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training.Export;

/// <summary>A head as graph.</summary>
internal sealed class HeadGraph(OnnxTape tape, Head head, FittedDetector detector)
{
    /// <summary>The calibrated values of all members [rows, members].</summary>
    /// <param name="inputs">Scaled rows [rows, features].</param>
    /// <param name="seen">The same as each member sees them [members] of [rows, features].</param>
    /// <param name="residuals">Whitened residuals of each member [members] of [rows, features].</param>
    public string Calibrated(string inputs, IReadOnlyList<string> seen, IReadOnlyList<string> residuals)
    {
        var raw = head.References is null ? Lengths(residuals)
            : head.Vector == HeadVector.Input ? DistancesByFold(head.References, inputs)
            : tape.Concat(1, [.. residuals.Select((residual, member) => Distance(Vector(residual, seen[member]), head.References[member]))]);
        var log = tape.Log(tape.Add(raw, tape.Scalar("smallest", Head.SmallestDistance)));
        return tape.Mul(tape.Sub(log, tape.Scalar("mean", head.LogMean)), 1 / head.LogDeviation);
    }

    private string Lengths(IReadOnlyList<string> residuals)
    {
        var squares = tape.Concat(1, [.. residuals.Select(tape.SquaredLength)]);
        return tape.Op("Sqrt", [tape.Mul(squares, 1f / detector.Ensemble.Features)]);
    }

    private string Vector(string residual, string inputs) => head.Vector == HeadVector.Joint ? tape.Concat(1, residual, inputs) : residual;

    /// <summary>Distance to the nearest reference: [rows, 1].</summary>
    private string Distance(string vector, References references)
    {
        var vectors = tape.Constant("references", references.Vectors);
        return tape.Op("Sqrt", [SquaredDistance(vector, Products(vector, references.Vectors), vectors)]);
    }

    /// <summary>|b|² − 2·v·b for all references: [rows, references].</summary>
    private string Products(string vector, Tensor references)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return tape.Gemm(vector, tape.Constant("products", references.t() * -2), tape.Constant("lengths", references.square().sum(1)));
    }

    /// <summary>
    /// The squared distance to the reference with the smallest product [rows, 1], by differences: the products only choose, because |v|² + |b|² − 2·v·b
    /// loses all digits where a row is close to its reference.
    /// </summary>
    private string SquaredDistance(string vector, string products, string references)
    {
        var nearest = tape.Gather(references, tape.Op("ArgMin", [products], ("axis", 1L), ("keepdims", 0L)), 0);  // [rows, size]
        return tape.SquaredLength(tape.Sub(vector, nearest));
    }

    /// <summary>The distance of each member to the nearest reference of the folds but its own: [rows, members]. One product serves all members.</summary>
    private string DistancesByFold(IReadOnlyList<References> folds, string inputs)
    {
        using var scope = NewDisposeScope();
        var products = Products(inputs, cat(folds.Select(fold => fold.Vectors).ToArray()));  // [rows, references of all folds]
        var squares = new List<string>();                                               // [folds] of [rows, 1]
        long start = 0;
        foreach (var fold in folds)
        {
            var end = start + fold.Vectors.shape[0];
            var own = tape.Op("Slice", [products, tape.Integers("start", start), tape.Integers("end", end), tape.Integers("axis", 1)]);
            squares.Add(SquaredDistance(inputs, own, tape.Constant("references", fold.Vectors)));
            start = end;
        }

        var others = tape.Concat(1, [.. squares.Select((_, member) => tape.Op("Min", [.. squares.Where((_, fold) => fold != member)]))]);
        return tape.Op("Sqrt", [detector.View is { } view ? tape.Relu(tape.Sub(others, HeldDistances(inputs, view))) : others]);
    }

    /// <summary>
    /// What the features held for a member add to its squared distances [rows, members]: the same for all references of the other folds, as the feature is constant
    /// there. Σ (1 − keep) · (x − c)² = x² · (1 − keep) − 2 · x · c + Σ c².
    /// </summary>
    private string HeldDistances(string inputs, MemberView view)
    {
        var (held, constants) = ((1 - view.Keep).squeeze(1).t(), view.Constant.squeeze(1).t());  // [features, members]
        var squares = tape.Op("MatMul", [tape.Mul(inputs, inputs), tape.Constant("held", held)]);
        var products = tape.Gemm(inputs, tape.Constant("constants", constants * -2), tape.Constant("lengths", constants.square().sum([0])));
        return tape.Add(squares, products);
    }
}
