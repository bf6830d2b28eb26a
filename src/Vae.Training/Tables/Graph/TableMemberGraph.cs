using Vae.Training.Graph;
using Vae.Training.Learning;
using Vae.Training.Scoring;

namespace Vae.Training.Tables.Graph;

/// <summary>One member's VAE as graph. Members are written out one by one: ONNX Runtime fuses and packs two-dimensional layers only.</summary>
internal sealed class TableMemberGraph(OnnxTape tape, TableEnsemble ensemble, int member)
{
    /// <summary>Scaled rows [rows, inputs] → mean and log-variance of the posterior, each [rows, latent].</summary>
    public (string Mean, string LogVariance) Encode(string x)
    {
        var h = Hidden(ensemble.Encoder2, Hidden(ensemble.Encoder1, x));                // [rows, hidden]
        return (Layer(ensemble.Mean, h), tape.ClipLogVariance(Layer(ensemble.LogVariance, h)));
    }

    /// <summary>Latents [rows, latent] → the last hidden layer of the decoder [rows, hidden].</summary>
    public string DecoderHidden(string z) => Hidden(ensemble.Decoder2, Hidden(ensemble.Decoder1, z));

    private string Hidden(BatchedLinear layer, string x) => tape.Silu(Layer(layer, x));

    private string Layer(BatchedLinear layer, string x) =>
        tape.Gemm(x, tape.Constant("weight", layer.Weight[member]), tape.Constant("bias", layer.Bias[member, 0]));
}
