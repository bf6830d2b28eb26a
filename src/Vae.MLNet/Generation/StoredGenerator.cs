using System.Runtime.InteropServices;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Generation;

/// <summary>The tensors that new rows are drawn by, read from the decoder's file and checked against each other.</summary>
internal sealed class StoredGenerator
{
    private readonly string _source;
    private readonly Dictionary<string, TensorProto> _tensors;

    private StoredGenerator(ModelFile decoder, GraphProto graph)
    {
        _source = decoder.Source;
        _tensors = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var info = decoder.Info;
        Members = info.Members;
        Components = Size(GeneratorTensors.Weights, 2, axis: 1);
        Weights = Floats(GeneratorTensors.Weights, Members, Components);
        Width = Size(GeneratorTensors.Means, 3, axis: 2);
        Means = Floats(GeneratorTensors.Means, Members, Components, Width);
        Roots = Floats(GeneratorTensors.Roots, Members, Components, Width, Width);
        Directions = Width - info.LatentDimension;
        if (info.ImageShape is null)
        {
            Inputs = Size(GeneratorTensors.Places, 1, axis: 0);
            Knots = Size(GeneratorTensors.Drawn, 2, axis: 1);
            DirectionVectors = Floats(GeneratorTensors.Directions, Members, Directions, Inputs);
            Noise = Floats(GeneratorTensors.Noise, Members, Inputs);
            Places = Integers(GeneratorTensors.Places, 0, info.FeatureCount - 1);
            Kinds = [.. Integers(GeneratorTensors.Kinds, 0, 2).Select(kind => (MarginalKind)kind)];
            Decimals = Integers(GeneratorTensors.Decimals, -1, 6);
            Drawn = Floats(GeneratorTensors.Drawn, Inputs, Knots);
            Values = Floats(GeneratorTensors.Values, Inputs, Knots);
            Constants = Floats(GeneratorTensors.Constants, info.FeatureCount);
            MissingShares = Floats(GeneratorTensors.MissingShares, info.FeatureCount);
            RareRows = _tensors.ContainsKey(GeneratorTensors.RareRows) ? Words(GeneratorTensors.RareRows) : [];
        }
        else if (Directions != 0)
        {
            throw Invalid(GeneratorTensors.Means, FormattableString.Invariant($"{info.LatentDimension} numbers a component"), Width);
        }
    }

    public int Members { get; }

    public int Components { get; }

    /// <summary>Numbers that a component draws: a latent, and of tables the place along each direction.</summary>
    public int Width { get; }

    public int Directions { get; }

    /// <summary>Inputs of the members of a table; 0 for images.</summary>
    public int Inputs { get; }

    public int Knots { get; }

    /// <summary>[members, components].</summary>
    public float[] Weights { get; }

    /// <summary>[members, components, size].</summary>
    public float[] Means { get; }

    /// <summary>[members, components, size, size].</summary>
    public float[] Roots { get; }

    /// <summary>[members, directions, inputs].</summary>
    public float[] DirectionVectors { get; } = [];

    /// <summary>[members, inputs].</summary>
    public float[] Noise { get; } = [];

    /// <summary>The feature that each input is [inputs].</summary>
    public int[] Places { get; } = [];

    public MarginalKind[] Kinds { get; } = [];

    public int[] Decimals { get; } = [];

    /// <summary>[inputs, knots].</summary>
    public float[] Drawn { get; } = [];

    /// <summary>[inputs, knots].</summary>
    public float[] Values { get; } = [];

    /// <summary>[features].</summary>
    public float[] Constants { get; } = [];

    /// <summary>[features].</summary>
    public float[] MissingShares { get; } = [];

    /// <summary>The sketch of the rows that no made-up row may be [words]; empty in files from before there was one.</summary>
    public long[] RareRows { get; } = [];

    /// <summary>True where the file of a decoder says how rows are drawn: those from before it was thought of do not.</summary>
    public static bool IsIn(GraphProto graph) => graph.Initializer.Any(tensor => tensor.Name == GeneratorTensors.Weights)
        && graph.Output.Any(output => output.Name == TensorNames.MemberReconstruction);

    /// <exception cref="VaeModelException">Tensors are missing, or contradict each other.</exception>
    public static StoredGenerator Read(ModelFile decoder, GraphProto graph) => new(decoder, graph);

    private TensorProto Tensor(string name, int axes) => _tensors.GetValueOrDefault(name) is { } tensor && tensor.Dims.Count == axes
        ? tensor
        : throw VaeModelException.Missing(_source, FormattableString.Invariant(
            $"tensor '{name}' of {axes} axes is missing beside others of the generator. The file is damaged: copy or export the model again."));

    private int Size(string name, int axes, int axis) => (int)Tensor(name, axes).Dims[axis];

    private float[] Floats(string name, params ReadOnlySpan<int> shape)
    {
        var tensor = Tensor(name, shape.Length);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (tensor.DataType != (int)TensorProto.Types.DataType.Float || tensor.Dims[axis] != shape[axis])
            {
                throw Invalid(name, $"float [{string.Join(", ", shape.ToArray())}]", $"[{string.Join(", ", tensor.Dims)}]");
            }
        }

        var numbers = MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();
        return Array.TrueForAll(numbers, float.IsFinite) ? numbers : throw Invalid(name, "finite", "another number");
    }

    private long[] Words(string name)
    {
        var tensor = Tensor(name, 1);
        return tensor.DataType == (int)TensorProto.Types.DataType.Int64
            ? MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray()
            : throw Invalid(name, "integers", "other numbers");
    }

    private int[] Integers(string name, int least, int most)
    {
        var numbers = Words(name);
        if (numbers.Length != Inputs)
        {
            throw Invalid(name, FormattableString.Invariant($"integers [{Inputs}]"), FormattableString.Invariant($"[{numbers.Length}]"));
        }

        return Array.TrueForAll(numbers, number => number >= least && number <= most)
            ? [.. numbers.Select(number => (int)number)]
            : throw Invalid(name, FormattableString.Invariant($"between {least} and {most}"), "another number");
    }

    private VaeModelException Invalid(string name, string rule, object found) => VaeModelException.Invalid(_source, FormattableString.Invariant(
        $"tensor '{name}' must be {rule}; got {found} (invalid). The file is damaged: copy or export the model again."));
}
