using Microsoft.ML.OnnxRuntime;
using Vae.Benchmarks.Models;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Outputs;

namespace Vae.Benchmarks.Baselines;

/// <summary>ONNX Runtime on one row at a time: one thread, everything bound once, nothing allocated.</summary>
internal sealed class BareRow : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly float[] _features;
    private readonly float[] _score = new float[1];

    public BareRow(BenchmarkModel model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(ModelFile.ReadDetector(model.Path).Pruned(OutputSet.Of(VaeOutputs.Numbers)), options);
        _binding = _session.CreateIoBinding();
        _features = new float[model.Features];
        _binding.BindInput(TensorNames.Features, Value(_features, [1, model.Features]));
        foreach (var output in VaeOutputs.Numbers)
        {
            var value = output == VaeOutputs.Score ? Value(_score, [1]) : output.IsFlag ? Value(new bool[1], [1]) : Value(new float[1], [1]);
            _binding.BindOutput(output.Name, value);
        }
    }

    public float Score(float[] row)
    {
        row.CopyTo(_features.AsSpan());
        _session.RunWithBinding(_options, _binding);
        return _score[0];
    }

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(value => value.Dispose());
        _options.Dispose();
        _session.Dispose();
    }

    private OrtValue Value<T>(T[] data, long[] shape)
        where T : unmanaged
    {
        var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data.AsMemory(), shape);
        _values.Add(value);
        return value;
    }
}
