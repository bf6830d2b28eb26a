using Microsoft.ML.OnnxRuntime;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Outputs;

namespace Vae.Benchmarks.Baselines;

/// <summary>
/// The best that a careful programmer gets out of ONNX Runtime without this library: a graph that has the five scalar outputs only, rows that already lie in one array,
/// inputs and outputs bound before the clock starts.
/// </summary>
internal sealed class BareSession : IDisposable
{
    private static readonly int[] BatchSizes = [512, 1024, 2048, 4096, 8192];

    /// <summary>An image costs as much as hundreds of rows.</summary>
    private static readonly int[] ImageBatchSizes = [8, 16, 32, 64, 128];

    private readonly Dictionary<int, InferenceSession> _sessions = [];
    private readonly RunOptions _options = new();
    private readonly ModelFile _file;
    private readonly byte[] _graph;
    private readonly float[] _features;
    private readonly int _width;
    private readonly Array[] _outputs;
    private readonly List<IDisposable> _values = [];
    private BareSetting? _setting;
    private OrtIoBinding[] _bindings = [];

    public BareSession(BenchmarkModel model, float[] features)
    {
        (_file, _features, _width) = (ModelFile.ReadDetector(model.Path), features, model.Features);
        _graph = _file.Pruned(OutputSet.Of(VaeOutputs.Numbers));
        _outputs = [.. VaeOutputs.Numbers.Select(output => output.IsFlag ? (Array)Pinned<bool>(Rows) : Pinned<float>(Rows))];
    }

    public int Rows => _features.Length / _width;

    /// <summary>The fastest setting on this machine for the first <paramref name="rows"/> rows, by trying them all, turn and turn about.</summary>
    public static BareSetting Best(BenchmarkModel model, float[] features, int rows)
    {
        using var session = new BareSession(model, features[..(rows * model.Features)]);
        return session.Best();
    }

    private BareSetting Best()
    {
        const int passes = 3;
        var settings = (_file.Info.ImageShape is null ? BatchSizes : ImageBatchSizes).Where(size => size <= Rows).SelectMany(size => new[] { new BareSetting(size, 1, Environment.ProcessorCount), new(size, Environment.ProcessorCount, 1) }).ToArray();
        var times = settings.ToDictionary(setting => setting, _ => new List<double>());
        for (var pass = 0; pass < passes; pass++)
        {
            foreach (var setting in settings)
            {
                Run(setting);
                times[setting].Add(PerRow(setting).Wall);
            }
        }

        return settings.MinBy(setting => times[setting].Order().ElementAt(passes / 2))!;
    }

    /// <summary>Scores all rows once; the cost per row.</summary>
    public Cost PerRow(BareSetting setting)
    {
        Bind(setting);
        return Cost.Of(() => Run(setting)) / Rows;
    }

    public void Dispose()
    {
        Unbind();
        foreach (var session in _sessions.Values)
        {
            session.Dispose();
        }

        _options.Dispose();
    }

    private static T[] Pinned<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    private void Run(BareSetting setting)
    {
        Bind(setting);
        var session = Session(setting.Threads);
        if (setting.Callers == 1)
        {
            foreach (var binding in _bindings)
            {
                session.RunWithBinding(_options, binding);
            }
        }
        else
        {
            Parallel.ForEach(_bindings, new ParallelOptions { MaxDegreeOfParallelism = setting.Callers }, binding => session.RunWithBinding(_options, binding));
        }
    }

    private InferenceSession Session(int threads)
    {
        if (!_sessions.TryGetValue(threads, out var session))
        {
            using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            _sessions.Add(threads, session = new InferenceSession(_graph, options));
        }

        return session;
    }

    private void Bind(BareSetting setting)
    {
        if (setting == _setting)
        {
            return;
        }

        Unbind();
        _setting = setting;
        _bindings = [.. Enumerable.Range(0, (Rows + setting.BatchRows - 1) / setting.BatchRows).Select(batch => Bind(Session(setting.Threads), batch * setting.BatchRows, setting.BatchRows))];
    }

    private OrtIoBinding Bind(InferenceSession session, int first, int batchRows)
    {
        var rows = Math.Min(batchRows, Rows - first);
        var binding = session.CreateIoBinding();
        binding.BindInput(TensorNames.Features, Value(_features, first * _width, rows * _width, _file.Contract.Input.Shape(rows)));
        for (var index = 0; index < _outputs.Length; index++)
        {
            var value = _outputs[index] is bool[] flags ? Value(flags, first, rows, [rows]) : Value((float[])_outputs[index], first, rows, [rows]);
            binding.BindOutput(VaeOutputs.Numbers[index].Name, value);
        }

        _values.Add(binding);
        return binding;
    }

    private OrtValue Value<T>(T[] data, int first, int length, long[] shape)
        where T : unmanaged
    {
        var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data.AsMemory(first, length), shape);
        _values.Add(value);
        return value;
    }

    private void Unbind()
    {
        foreach (var value in Enumerable.Reverse(_values))
        {
            value.Dispose();
        }

        _values.Clear();
        _setting = null;
    }
}
