using System.Runtime.InteropServices;
using Google.Protobuf;
using Vae.MLNet.Onnx;
using static Vae.MLNet.Tests.Contract.Refusal;

namespace Vae.MLNet.Tests.Contract;

/// <summary>Constants may lie in a file in half precision where <c>Cast</c> widens them; nothing computes in it.</summary>
public sealed class HalfPrecisionTests
{
    [Fact]
    public void Widened_halves_score_as_the_floats_they_were()
    {
        using var floats = VaeModel.Load(Tiny.Bytes(), "floats.onnx", new() { Device = VaeDevice.Cpu });
        using var halves = VaeModel.Load(Tiny.Bytes(Widen), "halves.onnx", new() { Device = VaeDevice.Cpu });

        Assert.Equal(floats.Score([1, 2, 3, 4]).Score, halves.Score([1, 2, 3, 4]).Score);
    }

    [Fact]
    public void Halves_that_are_not_widened() => Of(
        model => Halve(model, "pick"),
        VaeModelFault.Invalid,
        "graph node 'LatentMean' (MatMul) must read halves through Cast only; got float [rows, 4] and float16 [4, 2] (invalid).");

    [Fact]
    public void Halves_that_are_only_passed_on() => Of(
        model =>
        {
            Halve(model, "pick").Name = "stored";
            First(model, Node("Identity", "stored"));
        },
        VaeModelFault.Invalid,
        "graph node 'first' (Identity) must read halves through Cast only; got float16 [4, 2] (invalid).");

    [Fact]
    public void Rows_made_halves() => Of(
        model => model.Insert("expected", Node("Cast", "before").With("to", 10)),
        VaeModelFault.Invalid,
        "graph node 'between' (Cast) must make floats (1), 64-bit integers (7) or truth values (9); got type 10 (invalid).");

    [Fact]
    public void Halves_of_as_many_bytes_as_floats() => Of(
        model => model.Graph.Initializer.Single(tensor => tensor.Name == "pick").DataType = (int)TensorProto.Types.DataType.Float16,
        VaeModelFault.Invalid,
        "tensor 'pick' must hold as many numbers of 2 bytes as its shape says; got shape [4, 2] and 32 bytes (invalid).");

    private static void Widen(ModelProto model)
    {
        Halve(model, "pick").Name = "stored";
        First(model, Node("Cast", "stored").With("to", 1));
    }

    private static void First(ModelProto model, NodeProto node)
    {
        node.Name = "first";
        node.Output.Add("pick");
        model.Graph.Node.Insert(0, node);
    }

    private static TensorProto Halve(ModelProto model, string name)
    {
        var tensor = model.Graph.Initializer.Single(tensor => tensor.Name == name);
        Half[] halves = [.. MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray().Select(value => (Half)value)];
        tensor.DataType = (int)TensorProto.Types.DataType.Float16;
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<Half>(halves));
        return tensor;
    }
}
