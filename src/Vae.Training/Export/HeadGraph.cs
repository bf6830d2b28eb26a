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
    private string Distance(string vector, References references) =>
        Root(tape.Add(tape.Smallest(Products(vector, references.Vectors)), tape.SquaredLength(vector)));

    /// <summary>|b|² − 2·v·b for all references: [rows, references].</summary>
    private string Products(string vector, Tensor references)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return tape.Gemm(vector, tape.Constant("references", references.t() * -2), tape.Constant("lengths", references.square().sum(1)));
    }

    /// <summary>The distance of each member to the nearest reference of the folds but its own: [rows, members]. One product serves all members.</summary>
    private string DistancesByFold(IReadOnlyList<References> folds, string inputs)
    {
        using var scope = NewDisposeScope();
        var products = Products(inputs, cat(folds.Select(fold => fold.Vectors).ToArray()));  // [rows, references of all folds]
        var nearest = new List<string>();                                               // [folds] of [rows, 1]
        long start = 0;
        foreach (var fold in folds)
        {
            var end = start + fold.Vectors.shape[0];
            nearest.Add(tape.Smallest(tape.Op("Slice", [products, tape.Integers("start", start), tape.Integers("end", end), tape.Integers("axis", 1)])));
            start = end;
        }

        var others = nearest.Select((_, member) => tape.Op("Min", [.. nearest.Where((_, fold) => fold != member)]));
        var squares = tape.Add(tape.Concat(1, [.. others]), tape.SquaredLength(inputs));  // [rows, members]
        return Root(detector.View is { } view ? tape.Sub(squares, HeldDistances(inputs, view)) : squares);
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

    private string Root(string squares) => tape.Op("Sqrt", [tape.Relu(squares)]);
}
