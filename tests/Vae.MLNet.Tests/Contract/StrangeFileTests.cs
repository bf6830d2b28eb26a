using Google.Protobuf;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;
using static Vae.MLNet.Tests.Contract.Refusal;
using AttributeType = Vae.MLNet.Onnx.AttributeProto.Types.AttributeType;

namespace Vae.MLNet.Tests.Contract;

/// <summary>Files that would do more than arithmetic on their own numbers: one test per way.</summary>
public sealed class StrangeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_constant_that_reads_another_file() => Of(
        model => model.Graph.Node.Insert(0, new NodeProto
        {
            Name = "secret",
            OpType = "Constant",
            Output = { "stolen" },
            Attribute = { new AttributeProto { Name = "value", Type = AttributeType.Tensor, T = Outside() } },
        }),
        VaeModelFault.Unsupported,
        "graph node 'secret' must use an operator that models need; got Constant (unsupported).");

    [Fact]
    public void A_tensor_in_another_file_under_the_new_name_of_the_field() => Of(
        model => model.Graph.Initializer.Single(tensor => tensor.Name == "pick").ExternalData.AddRange(Outside().ExternalData),
        VaeModelFault.Unsupported,
        "tensor 'pick' must lie inside the file; got a reference to another file (unsupported).");

    [Fact]
    public void An_allowed_operator_with_a_tensor_as_attribute() =>
        RefusedAttribute(new() { Name = "to", Type = AttributeType.Int, I = 1, T = Outside() });

    [Fact]
    public void An_allowed_operator_with_tensors_as_attribute() =>
        RefusedAttribute(new() { Name = "to", Type = AttributeType.Int, I = 1, Tensors = { Outside() } });

    [Fact]
    public void An_allowed_operator_with_a_sparse_tensor_as_attribute() =>
        RefusedAttribute(new() { Name = "to", Type = AttributeType.Int, I = 1, SparseTensor = new() { Values = Outside() } });

    [Fact]
    public void An_allowed_operator_with_sparse_tensors_as_attribute() =>
        RefusedAttribute(new() { Name = "to", Type = AttributeType.Int, I = 1, SparseTensors = { new SparseTensorProto { Values = Outside() } } });

    [Fact]
    public void An_allowed_operator_with_a_graph_as_attribute() =>
        RefusedAttribute(new() { Name = "to", Type = AttributeType.Int, I = 1, G = new GraphProto() });

    [Fact]
    public void An_allowed_operator_with_graphs_as_attribute() =>
        RefusedAttribute(new() { Name = "body", Type = AttributeType.Graphs, Graphs = { new GraphProto() } }, "body", "Graphs");

    [Fact]
    public void An_allowed_operator_with_a_type_as_attribute() =>
        RefusedAttribute(new() { Name = "to", Type = AttributeType.Int, I = 1, Tp = new TypeProto() });

    [Fact]
    public void An_attribute_that_stands_for_one_of_a_function() =>
        RefusedAttribute(new() { Name = "to", Type = AttributeType.Int, I = 1, RefAttrName = "to" });

    [Fact]
    public void An_attribute_given_twice() => Of(
        model => model.Insert("expected", Node("Cast", "before").With("to", 1).With("to", 7)),
        VaeModelFault.Unsupported,
        "attribute 'to' of graph node 'between' must be one that Cast has in models, with a value it has there; got another (Int, unsupported).");

    [Fact]
    public void An_attribute_with_a_text_that_the_exporter_never_writes() => Of(
        model =>
        {
            model.Graph.Initializer.Add(Integers("pads", 0, 0, 0, 0));
            var pad = Node("Pad", "before", "pads");
            pad.Attribute.Add(new AttributeProto { Name = "mode", Type = AttributeType.String, S = ByteString.CopyFromUtf8("wrap") });
            model.Insert("expected", pad);
        },
        VaeModelFault.Unsupported,
        "attribute 'mode' of graph node 'between' must be one that Pad has in models, with a value it has there; got another (String, unsupported).");

    [Fact]
    public void A_local_function() => Of(
        model => model.Functions.Add(new FunctionProto { Name = "Abs" }), VaeModelFault.Unsupported, "the file must hold no local function; got 1, "
            + "such as 'Abs' (unsupported).");

    [Fact]
    public void Training_steps() => Of(
        model => model.TrainingInfo.Add(new TrainingInfoProto()), VaeModelFault.Unsupported, "the file must hold no training step; got 1 "
            + "(unsupported).");

    [Fact]
    public void A_sparse_tensor() => Of(
        model => model.Graph.SparseInitializer.Add(new SparseTensorProto { Values = Outside() }),
        VaeModelFault.Unsupported,
        "the file must hold no sparse tensor; got 1, such as 'outside' (unsupported).");

    [Fact]
    public void A_quantised_tensor() => Of(
        model => model.Graph.QuantizationAnnotation.Add(new TensorAnnotation { TensorName = "pick" }),
        VaeModelFault.Unsupported,
        "the file must hold no quantisation; got 1, such as 'pick' (unsupported).");

    [Theory]
    [InlineData("RandomNormal")]
    [InlineData("SequenceMap")]
    [InlineData("Loop")]
    [InlineData("If")]
    [InlineData("Scan")]
    [InlineData("CumSum")]
    [InlineData("Shape")]
    [InlineData("")]
    public void An_operator_that_models_do_not_need(string operation) => Of(
        model => model.Insert("expected", Node(operation, "before")),
        VaeModelFault.Unsupported,
        $"graph node 'between' must use an operator that models need; got {operation} (unsupported).");

    [Fact]
    public void An_operator_of_another_domain() => Of(
        model =>
        {
            var node = Node("Abs", "before");
            node.Domain = "com.microsoft";
            model.Insert("expected", node);
        },
        VaeModelFault.Unsupported,
        "graph node 'between' must use an operator that models need; got com.microsoft.Abs (unsupported).");

    [Fact]
    public void A_second_set_of_operators() => Of(
        model => model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 }),
        VaeModelFault.Unsupported,
        "the operators must be those of the default domain, version 17, and no others; got '' 17, 'com.microsoft' 1 (unsupported).");

    [Fact]
    public void Another_version_of_the_operators() => Of(
        model => model.OpsetImport[0].Version = 18,
        VaeModelFault.Unsupported,
        "the operators must be those of the default domain, version 17, and no others; got '' 18 (unsupported).");

    [Fact]
    public void Another_version_of_the_representation() => Of(model => model.IrVersion = 10, VaeModelFault.Unsupported, "the IR version must be 8; "
        + "got 10 (unsupported).");

    [Fact]
    public void Too_many_inputs_of_an_operator() => Of(
        model => model.Insert("expected", Node("Abs", "before", "x")),
        VaeModelFault.Invalid,
        "graph node 'between' must have as many inputs and outputs as Abs has in models; got 2 and 1 (invalid).");

    [Fact]
    public void What_is_not_read_does_not_reach_the_runtime()
    {
        // Field 50 of a node and field 60 of the model are nobody's.
        var bytes = Tiny.Bytes(model => model.Graph.DocString = "kept");
        var strange = new byte[] { 0xE2, 0x03, 0x02, 0x41, 0x42 };

        var file = ModelFile.Detector(bytes.Concat(strange).ToArray(), "strange.onnx");

        Assert.Equal(Tiny.Detector().Graph.Node, file.Parse().Graph.Node);
        Assert.Equal(bytes.Length, file.Parse().CalculateSize());
    }

    [Fact]
    public void Control_characters_of_a_file_are_shown_and_do_not_act()
    {
        var bytes = Tiny.Bytes(model => model.Insert("expected", Node("\u001b[2J\n", "before")));
        var error = Assert.Throws<VaeModelException>(() => ModelFile.Detector(bytes, "strange.onnx"));

        Assert.Contains(@"got \u001B[2J\u000A (unsupported)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decoder_is_held_to_the_same_rules()
    {
        var decoder = Tiny.Decoder();
        decoder.Functions.Add(new FunctionProto { Name = "Abs" });

        var error = OfDecoder(decoder, _folder.File("model.decoder.onnx"));

        Assert.Contains("the file must hold no local function", error.Message, StringComparison.Ordinal);
    }

    private static TensorProto Outside() => new()
    {
        Name = "outside",
        DataType = (int)TensorProto.Types.DataType.Float,
        Dims = { 4 },
        DataLocation = 1,
        ExternalData = { new StringStringEntryProto { Key = "location", Value = "secret.txt" } },
    };

    private static void RefusedAttribute(AttributeProto attribute, string name = "to", string type = "Int")
    {
        var node = Node("Cast", "before");
        node.Attribute.Add(attribute);
        Of(
            model => model.Insert("expected", node),
            VaeModelFault.Unsupported,
            $"attribute '{name}' of graph node 'between' must be one that Cast has in models, with a value it has there; got another ({type}, "
                + $"unsupported).");
    }
}
