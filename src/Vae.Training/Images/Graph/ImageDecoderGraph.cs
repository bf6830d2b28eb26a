using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.Training.Generation;
using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Graph;

/// <summary>Writes the decoders: latents in, images in grey values out, by the first member and by each.</summary>
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
        string[] pixels =                                                               // [members] of [rows, channels, height, width]
        [
            .. Enumerable.Range(0, detector.Ensemble.Members).Select(member =>
            {
                var decoded = scaler.Expanded(new ImageMemberGraph(tape, detector.Ensemble, member).Decode(z));
                return scaler.Invert(tape.Add(decoded, tape.Constant("bias", detector.Members[member].Bias)));
            }),
        ];
        tape.Output("Identity", pixels[0], VaeOutputs.Reconstruction, info);
        if (detector.Generator is { } generator)
        {
            GeneratorTape.Write(tape, generator, pixels, info);
        }

        return tape.Model(ModelMetadata.Write(info));
    }
}
