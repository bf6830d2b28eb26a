using System.Globalization;
using System.Text.Json;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Docs;

/// <summary>docs/model-format.md against a model that was really trained.</summary>
public sealed class ModelFormatTests : IDisposable
{
    private const string Document = "model-format.md";

    private static readonly VaeModelInfo Info = Run.Grouped().Vae.Info;

    private readonly TemporaryFolder _folder = new();
    private readonly ModelProto _model;
    private readonly ModelProto _decoder;

    public ModelFormatTests()
    {
        var path = _folder.File("model.onnx");
        Run.Grouped().Vae.Save(path);
        _model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        _decoder = ModelProto.Parser.ParseFrom(File.ReadAllBytes(TrainedVae.DecoderPath(path)));
    }

    /// <summary>The model here is one of tables.</summary>
    private static IEnumerable<string[]> KeysOfTables => Rows("Metadata", "key").Where(row => !row[2].Contains("images only", StringComparison.Ordinal));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Inputs_and_outputs_are_as_documented()
    {
        Assert.Equal(Documented("Inputs of model.onnx", "input"), _model.Graph.Input.Select(Describe));
        Assert.Equal(Documented("Outputs of model.onnx", "output").Order(), _model.Graph.Output.Select(Describe).Order());
        Assert.Equal(Documented("model.decoder.onnx", "input or output"), _decoder.Graph.Input.Concat(_decoder.Graph.Output).Select(Describe));
    }

    [Fact]
    public void The_metadata_has_the_documented_keys_in_both_files()
    {
        var keys = KeysOfTables.Select(row => row[0]).ToArray();

        Assert.Equal(keys, _model.MetadataProps.Select(entry => entry.Key));
        Assert.Equal(_model.MetadataProps, _decoder.MetadataProps);
    }

    [Fact]
    public void Every_value_has_its_documented_form()
    {
        var values = _model.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);
        foreach (var row in KeysOfTables)
        {
            var (value, rule) = (values[row[0]], row[2]);
            Assert.True(
                row[1] switch
                {
                    "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
                    "number" => double.TryParse(value, CultureInfo.InvariantCulture, out _),
                    "number or empty" => value.Length == 0 || double.TryParse(value, CultureInfo.InvariantCulture, out _),
                    "JSON" => JsonDocument.Parse(value).RootElement.ValueKind is JsonValueKind.Array or JsonValueKind.Object && !value.Contains('\n', StringComparison.Ordinal),
                    "name" => rule.Contains(value, StringComparison.Ordinal),
                    "hexadecimal" => Convert.FromHexString(value).Length == 32,
                    "text" => value.Length > 0,
                    _ => false,
                },
                $"{row[0]} is '{value}', documented as {row[1]}.");
        }
    }

    [Fact]
    public void Every_name_that_a_value_can_have_is_documented()
    {
        var rules = Rows("Metadata", "key").ToDictionary(row => row[0], row => row[2]);

        Assert.All(Enum.GetNames<VaeScoreKind>(), name => Assert.Contains(name, rules["vae.score"], StringComparison.Ordinal));
        Assert.All(Enum.GetNames<VaeReferenceKind>(), name => Assert.Contains(name, rules["vae.references"], StringComparison.Ordinal));
    }

    [Fact]
    public void The_graph_keeps_the_rules()
    {
        foreach (var file in new[] { _model, _decoder })
        {
            Assert.Equal(8, file.IrVersion);
            Assert.Equal(("", 17L), (Assert.Single(file.OpsetImport).Domain, file.OpsetImport[0].Version));
            Assert.All(file.Graph.Node, node => Assert.Equal("", node.Domain));
            Assert.All(file.Graph.Initializer, tensor => Assert.Equal(0, tensor.DataLocation));
            Assert.DoesNotContain(file.Graph.Node, node => node.OpType is "If" or "Loop" or "Scan" || node.OpType.StartsWith("Random", StringComparison.Ordinal));
        }

        var threshold = ModelContract.Threshold(_model.Graph)!;
        Assert.Equal((float)Info.Threshold, BitConverter.ToSingle(threshold.RawData.Span));
    }

    [Fact]
    public void The_allowed_operators_are_the_documented_ones()
    {
        var documented = Rows("Operators", "operators").SelectMany(row => row[0].Split(", "));

        Assert.Equal(AllowedOperators.Names, documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_limits_are_the_documented_ones()
    {
        var rules = string.Join('\n', Rows("Limits", "what").Select(row => row[1]));

        Assert.All(
            [FileLimits.FileBytes, FileLimits.MetadataBytes, FileLimits.MetadataEntries, FileLimits.GraphBytes, FileLimits.Nodes, FileLimits.Initializers,
                FileLimits.Axes, FileLimits.Features, FileLimits.Elements, FileLimits.RowElements, FileLimits.UnpackedBytes, FileLimits.UnpackedRatio],
            limit => Assert.Matches($@"\b{limit.ToString("N0", CultureInfo.InvariantCulture)}\b", rules));
    }

    [Fact]
    public void Keys_that_a_reader_does_not_know_are_ignored()
    {
        _model.MetadataProps.Add(new StringStringEntryProto { Key = "vae.future", Value = "?" });

        using var model = VaeModel.Load(Google.Protobuf.MessageExtensions.ToByteArray(_model), "future");

        Assert.Equal(Info.OptionsDigest, model.Info.OptionsDigest);
    }

    private static IReadOnlyList<string[]> Rows(string section, string header) => MarkdownTable.Rows(Document, section, header);

    private static IEnumerable<string> Documented(string section, string header) => Rows(section, header).Select(row => $"{row[0]} {row[1]} {row[2]}");

    private static string Describe(ValueInfoProto value)
    {
        var tensor = value.Type.TensorType;
        var sizes = tensor.Shape.Dim.Select(size => size.HasDimParam ? size.DimParam
            : size.DimValue == Info.FeatureCount ? "features" : size.DimValue == Info.LatentDimension ? "latent"
            : size.DimValue == Info.Members ? "members" : size.DimValue.ToString(CultureInfo.InvariantCulture));
        return $"{value.Name} {((TensorProto.Types.DataType)tensor.ElemType).ToString().ToLowerInvariant()} [{string.Join(", ", sizes)}]";
    }
}
