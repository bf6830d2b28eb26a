using System.Buffers.Binary;
using Google.Protobuf;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.TestModels;

/// <summary>
/// A model file that keeps the contract and can be computed by hand: the first features are the latent mean, the reconstruction gives
/// them back and 0 for the others, the score is the sum of the squared errors. Row (1, 2, 3, 4) with 2 latent dimensions:
/// latent (1, 2), reconstruction (1, 2, 0, 0), errors (0, 0, 9, 16), score 25, KL (1 + 4) / 2.
/// </summary>
internal sealed record TinyModel
{
    private const int Opset = 17;

    public int Features { get; init; } = 4;

    public int Latent { get; init; } = 2;

    public double Threshold { get; init; } = 2;

    public int CalibrationRows { get; init; } = 999;

    /// <summary>True to take a missing value as 0; by default it makes the whole row NaN.</summary>
    public bool FillsGaps { get; init; }

    /// <summary>Three sizes make it a model of images, whose heatmap is the sum of a pixel's errors over the channels.</summary>
    public IReadOnlyList<int>? InputShape { get; init; }

    /// <summary>How photographs become tiles of <see cref="InputShape"/>; by default images are looked at whole.</summary>
    public VaeTiling? Tiling { get; init; }

    /// <summary>The columns whose widths add up to <see cref="Features"/>; by default numbers f0, f1, ...</summary>
    public IReadOnlyList<VaeColumn>? Columns { get; init; }

    /// <summary>The columns that scoring keeps.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The share of anomalies among the training rows; null where nobody knew.</summary>
    public double? Contamination { get; init; } = 0;

    /// <summary>What tells rows that trained from others; by default nothing does.</summary>
    public TrainingSketch? Sketch { get; init; }

    public VaeModelInfo Info => new()
    {
        Format = Tiling is null ? ModelMetadata.FormatOf(Columns ?? []) : ModelMetadata.FormatOf(Tiling),
        Columns = InputShape is { Count: 3 } ? [] : Columns ?? [.. Enumerable.Range(0, Features).Select(index => new VaeColumn($"f{index}"))],
        InputShape = InputShape ?? [Features],
        Tiling = Tiling,
        ScoreKind = VaeScoreKind.Pure,
        Members = 1,
        LatentDimension = Latent,
        TrainingRows = 4000,
        CalibrationRows = CalibrationRows,
        Contamination = Contamination,
        FalseAlarmRate = null,
        Threshold = Threshold,
        ThresholdSource = "set by hand",
        References = VaeReferenceKind.None,
        ReferenceVectors = 0,
        ReferenceBytes = 0,
        Seed = 1,
        Steps = 0,
        OptionsDigest = new string('0', 64),
        Versions = new Dictionary<string, string> { ["TinyModel"] = "1" },
        Parity = new Dictionary<string, double>(),
        Keys = Keys,
        Sketch = Sketch,
        FeatureSpreads = InputShape is { Count: 3 } ? [] : [.. Enumerable.Repeat(1f, Features)],
    };

    /// <summary>The score of a row, by hand.</summary>
    public float Score(ReadOnlySpan<float> row)
    {
        var sum = 0f;
        foreach (var value in row[Latent..])
        {
            sum += value * value;
        }

        return sum;
    }

    /// <summary>Seeded rows: [rows, features].</summary>
    public float[] Rows(int rows, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * Features).Select(_ => random.NextSingle() * 2)];
    }

    public ModelProto Detector()
    {
        var graph = new GraphProto { Name = "tiny" };
        graph.Input.Add(Tensor(TensorNames.Features, TensorProto.Types.DataType.Float, Info.InputShape));
        graph.Input.Add(new ValueInfoProto { Name = TensorNames.Threshold, Type = Type(TensorProto.Types.DataType.Float, [Fixed(1)]) });
        graph.Initializer.Add(Floats(TensorNames.Threshold, [1], [(float)Threshold]));
        graph.Initializer.Add(Floats("pick", [Features, Latent], Picker((feature, latent) => feature == latent, Features, Latent)));
        graph.Initializer.Add(Floats("place", [Latent, Features], Picker((latent, feature) => latent == feature, Latent, Features)));
        graph.Initializer.Add(Floats("half", [], [0.5f]));
        graph.Initializer.Add(Floats("zero", [], [0]));
        graph.Initializer.Add(Floats("one", [], [1]));
        graph.Initializer.Add(Floats("ten", [], [10]));
        graph.Initializer.Add(Floats("smallestPValue", [], [1f / (CalibrationRows + 1)]));
        graph.Initializer.Add(Longs("axis1", [1]));
        graph.Initializer.Add(Longs("flat", [-1, Features]));
        graph.Initializer.Add(Longs("shape", [-1, .. Info.InputShape.Select(size => (long)size)]));

        Node(graph, "Reshape", FillsGaps ? "given" : "x", TensorNames.Features, "flat"); // [rows, features]
        if (FillsGaps)
        {
            Node(graph, "IsNaN", "gaps", "given");
            Node(graph, "Where", "x", "gaps", "zero", "given");
        }

        Node(graph, "MatMul", VaeOutputs.LatentMean.Name, "x", "pick"); // [rows, latent]
        Node(graph, "Mul", VaeOutputs.LatentLogVariance.Name, VaeOutputs.LatentMean.Name, "zero"); // [rows, latent]
        Node(graph, "MatMul", "expected", VaeOutputs.LatentMean.Name, "place"); // [rows, features]
        Node(graph, "Sub", "difference", "x", "expected");
        Node(graph, "Mul", "errors", "difference", "difference"); // [rows, features]
        Sum(graph, VaeOutputs.ReconstructionError.Name, "errors"); // [rows]
        Node(graph, "Reshape", VaeOutputs.Reconstruction.Name, "expected", "shape");
        Node(graph, "Reshape", VaeOutputs.FeatureErrors.Name, "errors", "shape");
        Node(graph, "Identity", VaeOutputs.Score.Name, VaeOutputs.ReconstructionError.Name);
        Node(graph, "Less", "normal", VaeOutputs.Score.Name, TensorNames.Threshold);
        Node(graph, "Not", VaeOutputs.PredictedLabel.Name, "normal");
        Node(graph, "Neg", "exponent", VaeOutputs.Score.Name);
        Node(graph, "Pow", "p", "ten", "exponent");
        Node(graph, "Clip", VaeOutputs.PValue.Name, "p", "smallestPValue", "one");
        Node(graph, "Mul", "square", VaeOutputs.LatentMean.Name, VaeOutputs.LatentMean.Name);
        Sum(graph, "squares", "square");
        Node(graph, "Mul", VaeOutputs.KlDivergence.Name, "squares", "half");
        if (Info.ImageShape is not null)
        {
            Sum(graph, VaeOutputs.Heatmap.Name, VaeOutputs.FeatureErrors.Name); // [rows, height, width]
        }

        if (Info.Modality == VaeModality.Table)
        {
            graph.Initializer.Add(Floats("tiny", [], [1e-12f]));
            Node(graph, "Add", "parts", "errors", "tiny"); // [rows, features]
            Sum(graph, "whole", "parts"); // [rows]
            Node(graph, "Unsqueeze", "wholes", "whole", "axis1"); // [rows, 1]
            Node(graph, "Div", VaeOutputs.FeatureContributions.Name, "parts", "wholes");
        }

        var contract = ModelContract.Detector(Info.OfGraph);
        graph.Output.AddRange(contract.Outputs.Select(output => Tensor(output.Name, output.Type, output.RowShape)));
        return Model(graph);
    }

    public ModelProto Decoder()
    {
        var graph = new GraphProto { Name = "tiny decoder" };
        graph.Input.Add(Tensor(TensorNames.Latent, TensorProto.Types.DataType.Float, [Latent]));
        graph.Initializer.Add(Floats("place", [Latent, Features], Picker((latent, feature) => latent == feature, Latent, Features)));
        graph.Initializer.Add(Longs("shape", [-1, .. Info.InputShape.Select(size => (long)size)]));
        Node(graph, "MatMul", "expected", TensorNames.Latent, "place");
        Node(graph, "Reshape", VaeOutputs.Reconstruction.Name, "expected", "shape");
        graph.Output.Add(Tensor(VaeOutputs.Reconstruction.Name, TensorProto.Types.DataType.Float, Info.InputShape));
        return Model(graph);
    }

    public byte[] Bytes(Action<ModelProto>? damage = null)
    {
        var model = Detector();
        damage?.Invoke(model);
        return model.ToByteArray();
    }

    public VaeModel Load(VaeModelOptions? options = null) => VaeModel.Load(Bytes(), "tiny.onnx", options ?? new() { Device = VaeDevice.Cpu });

    private ModelProto Model(GraphProto graph)
    {
        var model = new ModelProto { IrVersion = 8, ProducerName = "TinyModel", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        model.MetadataProps.AddRange(ModelMetadata.Write(Info).Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return model;
    }

    private static void Sum(GraphProto graph, string output, string input)
    {
        Node(graph, "ReduceSum", output, input, "axis1");
        graph.Node[^1].Attribute.Add(new AttributeProto { Name = "keepdims", Type = AttributeProto.Types.AttributeType.Int, I = 0 });
    }

    private static void Node(GraphProto graph, string operation, string output, params string[] inputs)
    {
        var node = new NodeProto { OpType = operation, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        graph.Node.Add(node);
    }

    private static float[] Picker(Func<int, int, bool> isOne, int rows, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(index => isOne(index / columns, index % columns) ? 1f : 0f)];

    private static TensorProto Floats(string name, long[] dimensions, float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), values[index]);
        }

        var tensor = new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Float, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(dimensions);
        return tensor;
    }

    private static TensorProto Longs(string name, long[] values)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (var index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(index * sizeof(long)), values[index]);
        }

        var tensor = new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Int64, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.Add(values.Length);
        return tensor;
    }

    private static ValueInfoProto Tensor(string name, TensorProto.Types.DataType type, IReadOnlyList<int> rowShape) =>
        new() { Name = name, Type = Type(type, [new() { DimParam = "rows" }, .. rowShape.Select(Fixed)]) };

    private static TypeProto Type(TensorProto.Types.DataType type, IEnumerable<TensorShapeProto.Types.Dimension> dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dimensions);
        return new() { TensorType = new() { ElemType = (int)type, Shape = shape } };
    }

    private static TensorShapeProto.Types.Dimension Fixed(int size) => new() { DimValue = size };
}
