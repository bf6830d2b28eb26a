using System.Globalization;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>Checks a parsed file against the contract of docs/model-format.md: what goes in and what comes out.</summary>
internal sealed record ModelContract
{
    private readonly bool _decides;

    private ModelContract(TensorSpec input, IReadOnlyList<TensorSpec> outputs, bool decides) =>
        (Input, Outputs, _decides) = (input, outputs, decides);

    public TensorSpec Input { get; }

    public IReadOnlyList<TensorSpec> Outputs { get; init; }

    /// <summary>The metadata key of the digest of such a file.</summary>
    public string DigestKey => _decides ? FileDigest.Model : FileDigest.Decoder;

    /// <summary>The contract of <c>model.onnx</c>: raw features in, the outputs of the catalogue out.</summary>
    public static ModelContract Detector(VaeModelInfo info) => new(
        new(TensorNames.Features, TensorProto.Types.DataType.Float, info.InputShape),
        [.. VaeOutputs.Of(info.Modality).Select(output => TensorSpec.Of(output, info))],
        decides: true);

    /// <summary>The contract of <c>model.decoder.onnx</c>: latent vectors in, rows or images in original units out.</summary>
    public static ModelContract Decoder(VaeModelInfo info) => new(
        new(TensorNames.Latent, TensorProto.Types.DataType.Float, [info.LatentDimension]),
        [TensorSpec.Of(VaeOutputs.Reconstruction, info), TensorSpec.MemberReconstruction(info)],
        decides: false);

    /// <summary>The outputs that a graph must give: all but the optional ones that it does not declare.</summary>
    public IEnumerable<TensorSpec> OutputsOf(GraphProto graph) =>
        Outputs.Where(output => !output.IsOptional || graph.Output.Any(declared => declared.Name == output.Name));

    /// <summary>Refuses a graph that lacks a tensor, declares it differently, or has inputs that nobody feeds.</summary>
    public void Check(string source, GraphProto graph)
    {
        CheckTensor(source, "input", graph.Input, Input);
        foreach (var output in OutputsOf(graph))
        {
            CheckTensor(source, "output", graph.Output, output);
        }

        if (_decides)
        {
            CheckThreshold(source, graph);
        }

        var known = graph.Initializer.Select(initializer => initializer.Name).Append(Input.Name).ToHashSet();
        foreach (var other in graph.Input.Where(input => !known.Contains(input.Name)))
        {
            throw VaeModelException.Unsupported(
                source, $"graph input '{other.Name}' must have a default value; got none (unsupported). Export the model again.");
        }
    }

    /// <summary>The tensor with the threshold: an initializer of one number.</summary>
    public static TensorProto? Threshold(GraphProto graph) =>
        graph.Initializer.FirstOrDefault(initializer => initializer.Name == TensorNames.Threshold);

    private static void CheckThreshold(string source, GraphProto graph)
    {
        var isInput = graph.Input.Any(
            input => input.Name == TensorNames.Threshold && input.Type?.TensorType?.ElemType == (int)TensorProto.Types.DataType.Float);
        var threshold = Threshold(graph);
        if (!isInput
            || threshold is not { DataType: (int)TensorProto.Types.DataType.Float, RawData.Length: sizeof(float) }
            || !threshold.Dims.SequenceEqual([1L]))
        {
            throw VaeModelException.Invalid(
                source,
                $"graph input '{TensorNames.Threshold}' must be float [1] with a default value; "
                + $"got {(isInput ? "no such default" : "none")} (invalid). Export the model again.");
        }
    }

    private static void CheckTensor(string source, string kind, IEnumerable<ValueInfoProto> declared, TensorSpec expected)
    {
        var found = declared.FirstOrDefault(tensor => tensor.Name == expected.Name) ?? throw VaeModelException.Missing(
            source, $"graph {kind} '{expected.Name}' must be {expected}; got none (missing). Export the model again.");
        var actual = found.Type?.TensorType;
        var dimensions = actual?.Shape?.Dim ?? [];
        var matches = actual?.ElemType == (int)expected.Type
            && dimensions.Count == expected.RowShape.Count + 1
            && dimensions[0].ValueCase != TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue
            && dimensions.Skip(1).Zip(expected.RowShape).All(pair => pair.First.DimValue == pair.Second);
        if (!matches)
        {
            var got = TensorSpec.Describe(
                (TensorProto.Types.DataType)(actual?.ElemType ?? 0),
                dimensions.Select(size =>
                    size.HasDimValue ? size.DimValue.ToString(CultureInfo.InvariantCulture) : size.HasDimParam ? size.DimParam : "?"));
            throw VaeModelException.Invalid(
                source, $"graph {kind} '{expected.Name}' must be {expected}; got {got} (invalid). Export the model again.");
        }
    }
}
