using Microsoft.ML.OnnxRuntime;
using Vae.MLNet.Contract;

namespace Vae.MLNet.Inference;

/// <summary>A native session over a graph with one batch input. Runs on several threads at once, each with a <see cref="GraphBinding"/> of its own.</summary>
internal sealed class GraphSession : IDisposable
{
    private readonly string _source;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtValue? _threshold;

    public GraphSession(
        string source, InferenceSession session, VaeDevice device, TensorSpec input, IReadOnlyList<TensorSpec> outputs, double? threshold = null)
    {
        (_source, _session) = (source, session);
        (Input, Outputs) = (input, outputs);
        CopiesInput = device == VaeDevice.Cuda;
        _threshold = threshold is { } value ? OrtValue.CreateTensorValueFromMemory([(float)value], [1]) : null;
    }

    public TensorSpec Input { get; }

    public IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>True where binding an input copies it to the device, so that every run must bind anew.</summary>
    public bool CopiesInput { get; }

    public OrtIoBinding CreateBinding()
    {
        var binding = _session.CreateIoBinding();
        if (_threshold is not null)
        {
            binding.BindInput(TensorNames.Threshold, _threshold);
        }

        return binding;
    }

    /// <exception cref="VaeModelException">The graph cannot be computed, such as one that looks up a place which a table does not have.</exception>
    public void Run(OrtIoBinding binding)
    {
        try
        {
            _session.RunWithBinding(_runOptions, binding);
        }
        catch (OnnxRuntimeException exception)
        {
            throw VaeModelException.Invalid(_source, $"the graph must give numbers for every row; got: {exception.Message.Trim()} (invalid). "
                + "Export the model again.", exception);
        }
    }

    public void Dispose()
    {
        _threshold?.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }
}
