using TorchSharp;
using Vae.Training.Calibration;
using static TorchSharp.torch;

namespace Vae.Training.Export;

/// <summary>A head as graph.</summary>
internal sealed class HeadGraph(OnnxTape tape, Head head, TableDetector detector)
{
    /// <summary>More than any square: keeps a fold from being the nearest.</summary>
    private const float Never = 1e38f;

    /// <summary>The calibrated values of all members [rows, members].</summary>
    /// <param name="inputs">Scaled rows [rows, features].</param>
    /// <param name="seen">The same as each member sees them [members] of [rows, features].</param>
    /// <param name="residuals">Whitened residuals of each member [members] of [rows, features].</param>
    public string Calibrated(string inputs, IReadOnlyList<string> seen, IReadOnlyList<string> residuals)
    {
        var raw = head.References is null ? Lengths(residuals)
            : head.Vector == HeadVector.Input ? DistancesByFold(head.References, inputs)
            : tape.Concat(1, [.. residuals.Select((residual, member) => Distances(Vector(residual, seen[member]), [head.References[member]]))]);
        return tape.OnLogScale(raw, head.Scale);
    }

    private string Vector(string residual, string inputs) => head.Vector == HeadVector.Joint ? tape.Concat(1, residual, inputs) : residual;

    /// <summary>Mean squares of the residuals [rows, members].</summary>
    private string Lengths(IReadOnlyList<string> residuals) =>
        tape.Mul(tape.Concat(1, [.. residuals.Select(tape.SquaredLength)]), 1f / detector.Ensemble.Features);

    /// <summary>Mean squared distances to the nearest reference of each bank: [rows, banks].</summary>
    private string Distances(string vector, IReadOnlyList<References> banks) => new NearestGraph(tape).MeanSquares(vector, [.. banks.Select(bank => bank.Vectors)]);

    /// <summary>The distance of each member to the nearest reference of the folds but its own: [rows, members]. One product serves all members.</summary>
    private string DistancesByFold(IReadOnlyList<References> folds, string inputs)
    {
        var byFold = tape.Op("Unsqueeze", [Distances(inputs, folds), tape.Integers("axes", 1)]);  // [rows, 1, folds]
        var own = Enumerable.Range(0, folds.Count * folds.Count).Select(i => i / folds.Count == i % folds.Count ? Never : 0);
        var others = tape.Add(byFold, tape.Constant("own", [.. own], 1, folds.Count, folds.Count));  // [rows, members, folds]
        var nearest = tape.Op("ReduceMin", [others], ("axes", new long[] { 2 }), ("keepdims", 0L));  // [rows, members]
        return HeldFeatures() is { Length: > 0 } held ? tape.Relu(tape.Sub(nearest, HeldDistances(inputs, held))) : nearest;
    }

    /// <summary>
    /// What the features held for a member add to its mean squared distances [rows, members]: the same for all references of the other folds, as the feature is constant there.
    /// </summary>
    private string HeldDistances(string inputs, (int Feature, int Member, float Constant)[] held)
    {
        var shares = new float[held.Length, detector.Ensemble.Members];
        for (var i = 0; i < held.Length; i++)
        {
            shares[i, held[i].Member] = 1f / detector.Ensemble.Features;
        }

        var cells = tape.Gather(inputs, tape.Integers("held", [.. held.Select(place => (long)place.Feature)]), 1);
        var difference = tape.Sub(cells, tape.Constant("constants", [.. held.Select(place => place.Constant)], 1, held.Length));
        return tape.Op("MatMul", [tape.Mul(difference, difference), tape.Constant("shares", shares.Cast<float>().ToArray(), held.Length, detector.Ensemble.Members)]);
    }

    private (int Feature, int Member, float Constant)[] HeldFeatures()
    {
        if (detector.View is not { } view)
        {
            return [];
        }

        var features = detector.Ensemble.Features;
        var (keep, constant) = (Values(view.Keep), Values(view.Constant));              // [members · features]
        return [.. Enumerable.Range(0, keep.Length).Where(i => keep[i] == 0).Select(i => (i % features, i / features, constant[i]))];

        static float[] Values(Tensor tensor)
        {
            using var scope = NewDisposeScope();
            return tensor.cpu().contiguous().data<float>().ToArray();
        }
    }
}
