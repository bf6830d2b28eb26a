using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Tables.Graph;

/// <summary>
/// Writes the decoder of the first member: latents in, rows in original units out; for generating, interpolating and exploring the latent space.
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
        var hidden = new TableMemberGraph(tape, ensemble, member: 0).DecoderHidden(z);
        var bias = (ensemble.Output.Bias[0] + detector.Whitening.Bias[0])[0];           // the mean held-out residual belongs to what is expected
        var x = tape.Gemm(hidden, tape.Constant("weight", ensemble.Output.Weight[0]), tape.Constant("bias", bias));
        var features = new TableScalerGraph(tape, detector.Scaler, info.FeatureCount).Invert(x);
        tape.Output("Identity", features, VaeOutputs.Reconstruction, info);
        return tape.Model(ModelMetadata.Write(info));
    }
}
