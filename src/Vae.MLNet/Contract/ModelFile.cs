using Google.Protobuf;
using Vae.MLNet.Onnx;
using Vae.MLNet.Outputs;

namespace Vae.MLNet.Contract;

/// <summary>A model file in memory: its exact bytes, checked against the contract, and what it says of itself.</summary>
internal sealed class ModelFile
{
    /// <summary>What we do not know is dropped, not kept: sessions are made from what was checked, written anew.</summary>
    private static readonly MessageParser<ModelProto> Parser = ModelProto.Parser.WithDiscardUnknownFields(true);

    private ModelFile(string source, ReadOnlyMemory<byte> bytes, Func<VaeModelInfo, ModelContract> contract, string? pin)
    {
        (Source, Bytes) = (source, bytes);
        FilePin.Check(source, bytes.Span, pin);
        var model = FileMeasure.Check(source, bytes.Span) ? Parse() : throw NotOnnx();
        Info = ModelMetadata.Parse(source, Metadata(model));
        MetadataRules.Check(source, Info);
        GraphSafety.Check(source, model);
        Contract = contract(Info.OfGraph);
        FileDigest.Check(source, model, Contract.DigestKey);
        Info = Info with { Digest = FileDigest.Of(model, Contract.DigestKey) };
        DecoderDigest = FileDigest.Of(model, FileDigest.Decoder);
        Contract.Check(source, model.Graph);
        if (ModelContract.Threshold(model.Graph) is { } threshold)
        {
            MetadataRules.CheckThreshold(source, Info, threshold);
        }

        RowIndependence.Check(source, model.Graph, Contract);
        var declared = model.Graph.Output.Select(output => output.Name).ToHashSet();
        var hasPlace = Info.Tiling is null;                                             // a photograph has none: each of its tiles has
        Outputs = OutputSet.Of(VaeOutputs.Of(Info.Modality).Where(
            output => declared.Contains(output.Name) && (hasPlace || output.Shape != VaeOutputShape.Latent)));
        var channels = model.Graph.Initializer
            .Where(initializer => initializer.Dims.Count > 0)
            .ToDictionary(initializer => initializer.Name, initializer => initializer.Dims[0]);
        foreach (var cast in model.Graph.Node.Where(node => node.OpType == "Cast" && channels.ContainsKey(node.Input[0])))
        {
            channels[cast.Output[0]] = channels[cast.Input[0]];
        }

        ConvolutionChannels = model.Graph.Node.Where(node => node.OpType == "Conv").Sum(node => channels.GetValueOrDefault(node.Input[1]));
        ParameterCount = model.Graph.Initializer.Sum(initializer => initializer.Dims.Aggregate(1L, (product, size) => product * size));
    }

    /// <summary>The file's path, or another name of where it came from; used in messages.</summary>
    public string Source { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The bytes of the decoder that came with a detector, unchecked; empty for none.</summary>
    public ReadOnlyMemory<byte> Decoder { get; private init; }

    public VaeModelInfo Info { get; }

    /// <summary>The digest of the decoder that was exported with the model, as both say; null in files from before.</summary>
    public string? DecoderDigest { get; }

    public ModelContract Contract { get; }

    /// <summary>What the graph gives of the catalogue. Other outputs of a file are left alone.</summary>
    public OutputSet Outputs { get; }

    /// <summary>How many numbers the file holds: weights, scalers and reference vectors. A measure of the work per row.</summary>
    public long ParameterCount { get; }

    /// <summary>
    /// Channels that all convolutions of a model of images give together, each at most as large as the image. A measure of the memory per row.
    /// </summary>
    public long ConvolutionChannels { get; }

    /// <summary>Reads a file once, with the decoder beside it if there is one, and checks it as a detector.</summary>
    public static ModelFile ReadDetector(string path, string? pin = null) =>
        Detector(ModelPath.Read(path), path, DecoderPath(path) is var decoder && File.Exists(decoder) ? ModelPath.Read(decoder) : default, pin);

    /// <summary>Reads a stream to its end, and checks what it held as a detector.</summary>
    public static ModelFile ReadDetector(Stream stream, string? pin)
    {
        var source = stream is FileStream file ? file.Name : "stream";
        return Detector(ModelPath.Read(stream, source), source, pin: pin);
    }

    /// <summary>The path of the decoder that belongs to a model file.</summary>
    public static string DecoderPath(string modelPath) => Path.ChangeExtension(modelPath, null) + ".decoder.onnx";

    public static ModelFile Detector(ReadOnlyMemory<byte> bytes, string source, ReadOnlyMemory<byte> decoder = default, string? pin = null) =>
        new(source, bytes, ModelContract.Detector, pin) { Decoder = decoder };

    public static ModelFile ReadDecoder(string path, string? pin = null) => OfDecoder(ModelPath.Read(path), path, pin);

    public static ModelFile OfDecoder(ReadOnlyMemory<byte> bytes, string source, string? pin = null) =>
        new(source, bytes, ModelContract.Decoder, pin);

    /// <summary>Refuses the decoder of another model: its latent space has nothing to do with this one's.</summary>
    public void RequireDecoder(ModelFile decoder)
    {
        var (own, other) = (Identity(Info), Identity(decoder.Info));
        if (own == other && DecoderDigest is not null && DecoderDigest != decoder.DecoderDigest)
        {
            (own, other) = ($"digest {DecoderDigest}", $"digest {decoder.DecoderDigest ?? "none"}");
        }

        if (own != other)
        {
            throw VaeModelException.Invalid(
                decoder.Source,
                $"the decoder must be that of model '{Source}' ({own}); got that of another one ({other}) (invalid). "
                + "Put the right file beside the model, or export both again.");
        }
    }

    /// <summary>The graph that computes only <paramref name="outputs"/>, as a model of its own.</summary>
    public byte[] Pruned(OutputSet outputs)
    {
        var model = Parse();
        GraphPruning.Keep(model.Graph, [.. outputs.Outputs.Select(output => output.Name)]);
        return model.ToByteArray();
    }

    public ModelProto Parse()
    {
        ModelProto model;
        try
        {
            model = Parser.ParseFrom(Bytes.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw NotOnnx(exception);
        }

        return model.Graph is null
            ? throw VaeModelException.Invalid(
                Source, $"the file must hold an ONNX graph; got {Bytes.Length} bytes without one (invalid). Copy or export the model again.")
            : model;
    }

    /// <summary>What a model and its decoder have in common and hardly any two other models do.</summary>
    private static string Identity(VaeModelInfo info) => FormattableString.Invariant(
        $"input [{string.Join(", ", info.InputShape)}], {info.LatentDimension} latent dimensions, ")
        + FormattableString.Invariant($"{info.TrainingRows} training rows, seed {info.Seed}, {info.Steps} steps, options {info.OptionsDigest}");

    private VaeModelException NotOnnx(Exception? inner = null) => VaeModelException.Invalid(
        Source, $"the file must be ONNX; got {Bytes.Length} bytes that end early or are no ONNX (invalid). Copy or export the model again.", inner);

    private Dictionary<string, string> Metadata(ModelProto model)
    {
        var metadata = new Dictionary<string, string>();
        foreach (var entry in model.MetadataProps)
        {
            if (!metadata.TryAdd(entry.Key, entry.Value))
            {
                throw VaeModelException.Invalid(Source, $"metadata '{entry.Key}' must stand once; got it twice (invalid). Export the model again.");
            }
        }

        return metadata;
    }
}
