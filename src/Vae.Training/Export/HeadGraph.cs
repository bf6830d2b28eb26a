using TorchSharp;
using Vae.Training.Calibration;
using static TorchSharp.torch;

namespace Vae.Training.Export;

/// <summary>A head as graph.</summary>
internal sealed class HeadGraph(OnnxTape tape, Head head)
{
    /// <summary>The calibrated values of all members [rows, members].</summary>
    /// <param name="residuals">Whitened residuals of each member [members] of [rows, features].</param>
    /// <param name="inputs">Scaled rows [rows, features].</param>
    /// <param name="features">Number of features.</param>
    public string Calibrated(IReadOnlyList<string> residuals, string inputs, int features)
    {
        var raw = head.References is null ? Lengths(residuals, features)
            : head.Vector == HeadVector.Input ? DistancesByFold(head.References, inputs)
            : tape.Concat(1, [.. residuals.Select((residual, member) => Distance(Vector(residual, inputs), head.References[member]))]);
        var log = tape.Log(tape.Add(raw, tape.Scalar("smallest", Head.SmallestDistance)));
        return tape.Mul(tape.Sub(log, tape.Scalar("mean", head.LogMean)), 1 / head.LogDeviation);
    }

    private string Lengths(IReadOnlyList<string> residuals, int features)
    {
        var squares = tape.Concat(1, [.. residuals.Select(tape.SquaredLength)]);
        return tape.Op("Sqrt", [tape.Mul(squares, 1f / features)]);
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
        return Root(tape.Add(tape.Concat(1, [.. others]), tape.SquaredLength(inputs)));
    }

    private string Root(string squares) => tape.Op("Sqrt", [tape.Relu(squares)]);
}
