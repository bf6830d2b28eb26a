using Google.Protobuf;
using Vae.MLNet.Contract;
using Vae.MLNet.Inference;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Generation;

/// <summary>The decoders of all members, in one native session.</summary>
internal sealed class MemberDecoders : IDisposable
{
    private readonly GraphSession _session;

    /// <param name="decoder">The decoder's file.</param>
    /// <param name="model">The same parsed, which is this one's to change.</param>
    /// <param name="options">How to run it.</param>
    public MemberDecoders(ModelFile decoder, ModelProto model, VaeModelOptions options)
    {
        GraphPruning.Keep(model.Graph, [TensorNames.MemberReconstruction]);
        var plan = ScoringPlan.For(decoder, options);
        var (session, device) = RunningDevice.Choose(model.ToByteArray(), decoder.Source, options, plan.ThreadsPerBatch);
        _session = new GraphSession(decoder.Source, session, device.Device, decoder.Contract.Input, [TensorSpec.MemberReconstruction(decoder.Info)]);
    }

    /// <summary>What ties arrays to the decoders; for one thread at a time. Its only output is [rows, members, ...].</summary>
    public GraphBinding Bind() => new(_session);

    public void Dispose() => _session.Dispose();
}
