using Microsoft.ML.OnnxRuntime;
using Google.Protobuf;
using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>Runs the pretrained network by ONNX Runtime while a detector is fitted, in parts that bound the memory.</summary>
internal sealed class BackboneSession : IDisposable
{
    /// <summary>Values of images that are run at once.</summary>
    private const int ChunkValues = 1 << 18;

    private const string Images = "Images", First = "First", Second = "Second", Third = "Third";

    private readonly InferenceSession _session;
    private readonly CancellationToken _cancellation;

    /// <param name="network">The network.</param>
    /// <param name="grid">The cells.</param>
    /// <param name="threads">Threads to run with; 0 for as many as there are cores.</param>
    /// <param name="cancellation">Abandons a run.</param>
    public BackboneSession(PretrainedBackbone network, PatchGrid grid, int threads, CancellationToken cancellation)
    {
        (Network, Grid, _cancellation) = (network, grid, cancellation);
        var tape = new OnnxTape();
        var images = tape.Input(Images, "rows", grid.Shape.Channels, grid.Shape.Height, grid.Shape.Width);
        var layers = tape.Backbone(network, grid.Widen(tape, images));
        tape.Output("Identity", layers.First, First, "rows", PretrainedBackbone.FirstChannels, grid.Height * 2, grid.Width * 2);
        tape.Output("Identity", layers.Second, Second, "rows", PretrainedBackbone.SecondChannels, grid.Height, grid.Width);
        tape.Output("Identity", layers.Third, Third, "rows", PretrainedBackbone.ThirdChannels, grid.Height / 2, grid.Width / 2);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, IntraOpNumThreads = threads };

        // Threads that wait by spinning would take the cores from libtorch, which works between two runs.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new(tape.Model([]).ToByteArray(), options);
    }

    /// <summary>The network.</summary>
    public PretrainedBackbone Network { get; }

    /// <summary>The cells.</summary>
    public PatchGrid Grid { get; }

    /// <summary>Looks at images part by part, in order; whatever is not handed out of a part is gone before the next.</summary>
    /// <param name="rows">The images [rows].</param>
    /// <param name="grey">Their grey values [rows] → [rows, channels, height, width].</param>
    /// <param name="look">What is made of them and of the ends of the layers [rows, channels, height, width].</param>
    public IReadOnlyList<Tensor> Look(Tensor rows, Func<Tensor, Tensor> grey, Func<Tensor, BackboneLayers<Tensor>, Tensor> look) =>
    [
        .. rows.split(Math.Max(1, ChunkValues / Grid.Shape.Length)).Select(part =>
        {
            using var scope = NewDisposeScope();
            return look(part, Run(grey(part))).MoveToOuterDisposeScope();
        }),
    ];

    /// <summary>Grey values [rows, channels, height, width] → the ends of the layers [rows, channels, height, width].</summary>
    public BackboneLayers<Tensor> Run(Tensor grey)
    {
        _cancellation.ThrowIfCancellationRequested();
        using var input = OrtValue.CreateTensorValueFromMemory(grey.cpu().contiguous().data<float>().ToArray(), grey.shape);
        using var run = new RunOptions();
        using var outputs = _session.Run(run, [Images], [input], [First, Second, Third]);
        return new(Read(outputs[0]), Read(outputs[1]), Read(outputs[2]));

        Tensor Read(OrtValue value) =>
            tensor(value.GetTensorDataAsSpan<float>().ToArray(), value.GetTensorTypeAndShape().Shape).to(grey.device);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
