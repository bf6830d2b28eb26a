using Google.Protobuf;
using Vae.MLNet.Contract;
using Vae.MLNet.Inference;

namespace Vae.MLNet.Generation;

/// <summary>The decoders of all members, in one native session.</summary>
internal sealed class MemberDecoders : IDisposable
{
    private readonly GraphSession _session;

    public MemberDecoders(ModelFile decoder, VaeModelOptions options)
    {
        var model = decoder.Parse();
        GraphPruning.Keep(model.Graph, [TensorNames.MemberReconstruction]);
        var plan = ScoringPlan.For(decoder, options);
        var (session, device) = RunningDevice.Choose(model.ToByteArray(), decoder.Source, options, plan.ThreadsPerBatch);
        _session = new GraphSession(decoder.Source, session, device.Device, decoder.Contract.Input, [TensorSpec.MemberReconstruction(decoder.Info)]);
    }

    /// <summary>What ties arrays to the decoders; for one thread at a time. Its only output is [rows, members, ...].</summary>
    public GraphBinding Bind() => new(_session);

    public void Dispose() => _session.Dispose();
}
