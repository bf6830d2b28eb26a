using TorchSharp;

namespace Vae.Training.Graph;

/// <summary>Puts TorchSharp tensors on the tape.</summary>
internal static class TapeTensors
{
    /// <summary>A constant with the values and shape of <paramref name="tensor"/>.</summary>
    public static string Constant(this OnnxTape tape, string hint, torch.Tensor tensor)
    {
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var values = tensor.detach().to(torch.float32).cpu().contiguous();
        return tape.Constant(hint, values.data<float>().ToArray(), tensor.shape);
    }
}
