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
        var centred = tape.Sub(descriptors, tape.Constant("usual", map.Mean.unsqueeze(0)));
        var standard = tape.Mul(centred, tape.Constant("precision", map.Precision.unsqueeze(0)));
        var whitened = map.Whitening is null ? standard
            : tape.Pointwise(standard, tape.Constant("whitening", map.Whitening.unsqueeze(2).unsqueeze(3)));
        return tape.MeanOfChannels(tape.Square(whitened));
    }
}
