using Google.Protobuf;
using Google.Protobuf.Collections;
using Vae.MLNet.Onnx;
using static Vae.Fuzz.Tests.Models.ModelEdits;

namespace Vae.Fuzz.Tests.Models;

/// <summary>Changes of the arithmetic: operations, what they read and make, their attributes.</summary>
internal static class NodeEdits
{
    private static readonly string[] Operations =
    [
        "Add", "Mul", "MatMul", "Gemm", "ReduceSum", "ReduceMax", "Softmax", "Concat", "Gather", "Where", "Reshape", "Transpose", "Slice", "Loop",
        "If", "Scan", "RandomNormal", "CumSum", "TopK", "Expand", "Tile", "Shape", "Constant", "ConstantOfShape", "Resize", "Conv", "Pow", "Exp",
        "Identity", "SequenceMap", "Cast", "Unsqueeze", "Squeeze", "Flatten", "ArgMin", "GatherElements", "Einsum",
    ];

    public static string Apply(Random random, GraphProto graph, GraphProto other)
    {
        if (graph.Node.Count == 0)
        {
            graph.Node.Add(other.Node.Select(node => node.Clone()));
            return "all nodes of another model";
        }

        var place = random.Next(graph.Node.Count);
        var node = graph.Node[place];
        var name = $"node {place} {node.OpType}";
        switch (random.Next(14))
        {
            case 0:
                graph.Node.RemoveAt(place);
                return $"{name} removed";
            case 1:
                graph.Node.Insert(random.Next(graph.Node.Count + 1), node.Clone());
                return $"{name} twice";
            case 2:
                var second = random.Next(graph.Node.Count);
                (graph.Node[place], graph.Node[second]) = (graph.Node[second].Clone(), node.Clone());
                return $"{name} swapped with {second}";
            case 3:
                node.OpType = random.Next(2) == 0 ? One(random, Operations) : One(random, graph.Node).OpType;
                return $"{name} becomes {node.OpType}";
            case 4 or 5 or 6 when node.Input.Count > 0:
                node.Input[random.Next(node.Input.Count)] = Tensor(random, graph);
                return $"{name} reads another tensor";
            case 7:
                Resize(random, node.Input, Tensor(random, graph));
                return $"{name} reads {node.Input.Count} tensors";
            case 8:
                Resize(random, node.Output, Tensor(random, graph));
                return $"{name} makes {node.Output.Count} tensors";
            case 9:
                node.Domain = random.Next(2) == 0 ? "com.microsoft" : "ai.onnx.ml";
                return $"{name} of {node.Domain}";
            case 10 when other.Node.Count > 0:
                graph.Node.Insert(random.Next(graph.Node.Count + 1), One(random, other.Node).Clone());
                return "node of another model";
            default:
                return $"{name} {Attribute(random, node, graph)}";
        }
    }

    /// <summary>The name of any tensor of the graph.</summary>
    private static string Tensor(Random random, GraphProto graph) => random.Next(12) switch
    {
        0 => "",
        1 => "nowhere",
        < 5 when graph.Initializer.Count > 0 => One(random, graph.Initializer).Name,
        < 6 when graph.Input.Count > 0 => One(random, graph.Input).Name,
        _ => One(random, graph.Node).Output.FirstOrDefault() ?? "",
    };

    private static void Resize(Random random, RepeatedField<string> names, string more)
    {
        if (names.Count > 0 && random.Next(2) == 0)
        {
            names.RemoveAt(random.Next(names.Count));
        }
        else
        {
            names.Add(more);
        }
    }

    private static string Attribute(Random random, NodeProto node, GraphProto graph)
    {
        if (node.Attribute.Count == 0 || random.Next(6) == 0)
        {
            var with = graph.Node.Where(other => other.Attribute.Count > 0).ToArray();
            node.Attribute.Add(with.Length == 0
                ? new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = Size(random) }
                : One(random, One(random, with).Attribute).Clone());
            return "with one attribute more";
        }

        var attribute = One(random, node.Attribute);
        switch (random.Next(11))
        {
            case 0:
                node.Attribute.Remove(attribute);
                break;
            case 1 or 2:
                attribute.I = Size(random);
                break;
            case 3:
                attribute.F = random.Next(2) == 0 ? float.NaN : 1e30f;
                break;
            case 4 when attribute.Ints.Count > 0:
                attribute.Ints[random.Next(attribute.Ints.Count)] = Size(random);
                break;
            case 5:
                attribute.Ints.Add(Size(random));
                break;
            case 6:
                attribute.Type = (AttributeProto.Types.AttributeType)random.Next(15);
                break;
            case 7:
                attribute.T = new TensorProto { Name = "inside", DataLocation = 1 };
                break;
            case 8:
                attribute.G = graph.Clone();
                break;
            case 9:
                attribute.RefAttrName = "outside";
                break;
            default:
                attribute.S = ByteString.CopyFromUtf8("\u001b[0m");
                break;
        }

        return $"attribute {attribute.Name}";
    }
}
