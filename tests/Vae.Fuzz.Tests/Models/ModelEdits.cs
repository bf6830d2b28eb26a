using Vae.MLNet.Onnx;

namespace Vae.Fuzz.Tests.Models;

/// <summary>Changes of a model that keep it a protocol buffer: every kind of part that a file has.</summary>
internal static class ModelEdits
{
    private static readonly long[] Sizes = [0, 1, -1, 2, 3, 7, 1L << 20, 1L << 31, long.MaxValue, long.MinValue];

    /// <summary>Makes one change and says which.</summary>
    /// <param name="random">Which.</param>
    /// <param name="model">What is changed.</param>
    /// <param name="other">Another model, parts of which may be put in.</param>
    public static string Apply(Random random, ModelProto model, ModelProto other)
    {
        if (model.Graph is null)
        {
            return "no graph";
        }

        return random.Next(10) switch
        {
            0 or 1 or 2 => NodeEdits.Apply(random, model.Graph, other.Graph),
            3 or 4 or 5 => TensorEdits.Apply(random, model.Graph, other.Graph),
            6 or 7 => MetadataEdits.Apply(random, model.MetadataProps, other.MetadataProps),
            8 => Declared(random, model.Graph, random.Next(2) == 0 ? model.Graph.Input : model.Graph.Output, other.Graph),
            _ => Whole(random, model, other),
        };
    }

    public static T One<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>A size that a file might claim.</summary>
    public static long Size(Random random) => Sizes[random.Next(Sizes.Length)];

    private static string Declared(Random random, GraphProto graph, IList<ValueInfoProto> values, GraphProto other)
    {
        if (values.Count == 0)
        {
            values.Add(new ValueInfoProto { Name = "spare" });
            return "value added";
        }

        var place = random.Next(values.Count);
        var value = values[place];
        switch (random.Next(6))
        {
            case 0:
                values.RemoveAt(place);
                return $"value {value.Name} removed";
            case 1:
                values.Add(value.Clone());
                return $"value {value.Name} twice";
            case 2:
                var name = value.Name;
                value.Name = graph.Node.Count > 0 ? One(random, graph.Node).Output.FirstOrDefault() ?? "" : "";
                return $"value {name} renamed {value.Name}";
            case 3 when value.Type?.TensorType is { } tensor:
                tensor.ElemType = random.Next(20);
                return $"type of value {value.Name}";
            case 4 when value.Type?.TensorType?.Shape is { Dim.Count: > 0 } shape:
                One(random, shape.Dim).DimValue = Size(random);
                return $"size of value {value.Name}";
            default:
                var from = random.Next(2) == 0 ? other.Input : other.Output;
                values[place] = from.Count == 0 ? new ValueInfoProto() : One(random, from).Clone();
                return $"value {value.Name} of another model";
        }
    }

    private static string Whole(Random random, ModelProto model, ModelProto other)
    {
        switch (random.Next(11))
        {
            case 0:
                model.IrVersion = random.Next(20);
                return "IR version";
            case 1:
                model.OpsetImport.Clear();
                model.OpsetImport.Add(new OperatorSetIdProto { Domain = random.Next(2) == 0 ? "" : "com.microsoft", Version = random.Next(25) });
                return "operator set";
            case 2:
                model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
                return "second operator set";
            case 3:
                model.Functions.Add(new FunctionProto { Name = model.Graph.Node.Count > 0 ? One(random, model.Graph.Node).OpType : "f" });
                return "local function";
            case 4:
                model.TrainingInfo.Add(new TrainingInfoProto());
                return "training step";
            case 5:
                model.Graph.SparseInitializer.Add(new SparseTensorProto { Values = new TensorProto { Name = "sparse" } });
                return "sparse tensor";
            case 6:
                model.Graph.QuantizationAnnotation.Add(new TensorAnnotation { TensorName = "features" });
                return "quantisation";
            case 7 or 8 when model.Graph.Output.Count > 0:
                var claim = One(random, model.Graph.Output).Clone();
                claim.Name = model.Graph.Node.Count > 0 ? One(random, model.Graph.Node).Output.FirstOrDefault() ?? "" : "nowhere";
                model.Graph.ValueInfo.Add(claim);
                return $"claim on {claim.Name}";
            case 9:
                model.Graph = other.Graph.Clone();
                return "graph of another model";
            default:
                model.MetadataProps.Clear();
                model.MetadataProps.AddRange(other.MetadataProps.Select(entry => entry.Clone()));
                return "metadata of another model";
        }
    }
}
