using Microsoft.ML.OnnxRuntime;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Inference;

/// <summary>
/// Ties pinned arrays to a session's input and outputs, so that a run of as many rows as the last one allocates and copies nothing.
/// For one thread at a time.
/// </summary>
internal sealed class GraphBinding : IRowRun
{
    private readonly GraphSession _session;
    private readonly OrtIoBinding _binding;
    private readonly Array[] _outputs;
    private readonly OrtValue?[] _outputValues;
    private OrtValue? _inputValue;
    private float[] _input = [];
    private int _capacity;
    private int _rows;

    public GraphBinding(GraphSession session)
    {
        _session = session;
        _binding = session.CreateBinding();
        _outputs = new Array[session.Outputs.Count];
        _outputValues = new OrtValue?[session.Outputs.Count];
    }

    /// <inheritdoc/>
    public Array Output(int index) => _outputs[index];

    /// <inheritdoc/>
    public void Run(float[] input, int rows)
    {
        if (!ReferenceEquals(input, _input) || rows != _rows)
        {
            Bind(input, rows);
        }
        else if (_session.CopiesInput)
        {
            _binding.BindInput(_session.Input.Name, _inputValue);
        }

        _session.Run(_binding);
    }

    public void Dispose()
    {
        _binding.Dispose();
        _inputValue?.Dispose();
        foreach (var value in _outputValues)
        {
            value?.Dispose();
        }
    }

    private void Bind(float[] input, int rows)
    {
        _rows = 0;
        _inputValue?.Dispose();
        _inputValue = Tensor(input, _session.Input, rows);
        _binding.BindInput(_session.Input.Name, _inputValue);
        for (var index = 0; index < _outputs.Length; index++)
        {
            var spec = _session.Outputs[index];
            if (rows > _capacity)
            {
                _outputs[index] = spec.Type == TensorProto.Types.DataType.Bool ? Pinned<bool>(rows * spec.Width) : Pinned<float>(rows * spec.Width);
            }

            _outputValues[index]?.Dispose();
            var value = spec.Type == TensorProto.Types.DataType.Bool
                ? Tensor((bool[])_outputs[index], spec, rows)
                : Tensor((float[])_outputs[index], spec, rows);
            _outputValues[index] = value;
            _binding.BindOutput(spec.Name, value);
        }

        _capacity = Math.Max(_capacity, rows);
        (_input, _rows) = (input, rows);
    }

    private static T[] Pinned<T>(int length) => GC.AllocateUninitializedArray<T>(length, pinned: true);

    private static OrtValue Tensor<T>(T[] data, TensorSpec spec, int rows)
        where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data.AsMemory(0, rows * spec.Width), spec.Shape(rows));
}
