using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Graph;

/// <summary>How unusual local descriptors are, as graph: see <see cref="LocalMap"/>.</summary>
internal static class LocalMapGraph
{
    /// <summary>Descriptors [rows, descriptors, height, width] → [rows, height, width].</summary>
    public static string Map(this OnnxTape tape, string descriptors, LocalMap map)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var centred = tape.Sub(descriptors, Stored("usual", map.Mean));
        var standard = tape.Mul(centred, Stored("precision", map.Precision));
        var whitened = map.Whitening is null ? standard
            : tape.Pointwise(standard, tape.Constant("whitening", map.Whitening.unsqueeze(2).unsqueeze(3)));
        return tape.MeanOfChannels(tape.Square(whitened));

        string Stored(string hint, Tensor values) => map.InHalf
            ? tape.HalfConstant(hint, values.cpu().contiguous().data<float>().ToArray(), [1, .. values.shape])
            : tape.Constant(hint, values.unsqueeze(0));
    }
}
