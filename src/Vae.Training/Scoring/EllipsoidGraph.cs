using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>How far vectors lie outside the cloud of normal ones, as graph: see <see cref="Ellipsoid"/>.</summary>
internal static class EllipsoidGraph
{
    /// <summary>[rows, size] → mean squares [rows, 1].</summary>
    public static string MeanSquares(this OnnxTape tape, string vectors, Ellipsoid ellipsoid)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var size = ellipsoid.Mean.shape[0];
        var standard = tape.Div(tape.Sub(vectors, tape.Constant("mean", ellipsoid.Mean)), tape.Constant("spread", ellipsoid.Spread));
        var along = tape.Square(tape.Op("MatMul", [standard, tape.Constant("directions", ellipsoid.Vectors)]));  // [rows, directions]
        var squares = tape.Op("MatMul", [along, tape.Constant("weights", (ellipsoid.Weights / size).unsqueeze(1))]);  // [rows, 1]
        if (ellipsoid.Rest > 0)
        {
            squares = tape.Add(squares, tape.Mul(tape.SquaredLength(standard), ellipsoid.Rest / size));
        }

        return tape.Relu(squares);
    }
}
