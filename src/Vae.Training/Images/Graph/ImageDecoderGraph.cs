using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Graph;

/// <summary>Writes the decoder of the first member: latents in, images in grey values out.</summary>
internal static class ImageDecoderGraph
{
    /// <summary>The model with the metadata of <paramref name="info"/>.</summary>
    public static ModelProto Write(ImageDetector detector, VaeModelInfo info)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (tape, shape) = (new OnnxTape(), detector.Scaler.Shape);
        var scaler = new ImageScalerGraph(tape, detector.Scaler, detector.Ensemble.Network);
        var z = tape.Input(TensorNames.Latent, "rows", detector.Ensemble.Latent);
        var decoded = scaler.Expanded(new ImageMemberGraph(tape, detector.Ensemble, member: 0).Decode(z));
        var pixels = scaler.Invert(tape.Add(decoded, tape.Constant("bias", detector.Members[0].Bias)));
        tape.Output(
            "Identity", pixels, VaeOutputs.Reconstruction, info);
        return tape.Model(ModelMetadata.Write(info));
    }
}
