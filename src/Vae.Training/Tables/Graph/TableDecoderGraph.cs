using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.Training.Generation;
using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Tables.Graph;

/// <summary>
/// Writes the decoders: latents in, rows in original units by the first member out, and scaled ones by each; for generating, interpolating and
/// exploring the latent space.
/// </summary>
internal static class TableDecoderGraph
{
    /// <summary>The model with the metadata of <paramref name="info"/>.</summary>
    public static ModelProto Write(TableDetector detector, VaeModelInfo info)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var tape = new OnnxTape();
        TableEnsemble ensemble = detector.Ensemble;
        var z = tape.Input(TensorNames.Latent, "rows", ensemble.Latent);
        string[] decoded =                                                              // [members] of [rows, inputs]
        [
            .. Enumerable.Range(0, ensemble.Members).Select(member =>
            {
                var hidden = new TableMemberGraph(tape, ensemble, member).DecoderHidden(z);

                // The mean held-out residual belongs to what is expected.
                var bias = (ensemble.Output.Bias[member] + detector.Whitening.Bias[member])[0];
                return tape.Gemm(hidden, tape.Constant("weight", ensemble.Output.Weight[member]), tape.Constant("bias", bias));
            }),
        ];
        var scaler = new TableScalerGraph(tape, detector.Scaler, info.FeatureCount);
        tape.Output("Identity", scaler.Invert(decoded[0]), VaeOutputs.Reconstruction, info);
        if (detector.Generator is { } generator)
        {
            GeneratorTape.Write(tape, generator, decoded.Select(scaler.Spread), info);
        }

        return tape.Model(ModelMetadata.Write(info));
    }
}
