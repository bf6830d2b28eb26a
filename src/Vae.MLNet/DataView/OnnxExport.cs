using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Contract;
using Vae.MLNet.Friend;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.DataView;

/// <summary>
/// A detector as a part of the graph that <c>mlContext.Model.ConvertToOnnx</c> writes: the columns it reads become its features, the graph of its
/// file is copied, and the outputs become columns.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="model">The detector.</param>
/// <param name="binding">The columns it reads and adds.</param>
internal sealed class OnnxExport(OnnxGraph graph, VaeModel model, ScoringBinding binding)
{
    /// <summary>What the words of an anomaly are in such a file, where nothing can put them together.</summary>
    private const string NoWords = "The reasons are in FeatureContributions; only Vae.MLNet puts them into words.";

    private const long Single = (long)TensorProto.Types.DataType.Float;
    private const long Double = (long)TensorProto.Types.DataType.Double;
    private const long Long = (long)TensorProto.Types.DataType.Int64;

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>Writes it.</summary>
    /// <returns>Sentences on columns that it cannot fill.</returns>
    /// <exception cref="InvalidOperationException">The detector reads what has no form in ONNX; the message names it.</exception>
    public IReadOnlyList<string> Write()
    {
        graph.RequireOpset(nameof(VaeAnomalyTransformer));
        if (binding.Info.Tiling is not null)
        {
            throw new InvalidOperationException(
                "Detector must look at whole images for ConvertToOnnx; got one that cuts photographs into tiles, which is no part of its graph. "
                + "Give other programs its own file: docs/model-format.md says how they cut.");
        }

        _variables[TensorNames.Features] = Named("input", name => graph.Node(
            "Reshape", [WithoutOffsets(Input()), Constant("shape", [-1, .. binding.Info.InputShape.Select(size => (long)size)])], [name]));
        CopyGraph();
        List<string> omissions = [];
        foreach (var column in binding.ScoredColumns)
        {
            if (column.IsPicture)
            {
                omissions.Add($"Column '{column.Name}' holds pictures, which ONNX has no form for: name the columns to write in ConvertToOnnx.");
            }
            else
            {
                WriteColumn(column);
            }
        }

        return omissions;
    }

    /// <summary>The features as the data have them [rows, features], in the order of the model.</summary>
    private string Input()
    {
        if (binding.InputColumnName is not { } name)
        {
            string[] parts = [.. binding.Features.Columns.Select(NumberOf)];
            return parts.Length == 1 ? parts[0] : Named("columns", all => graph.Node("Concat", parts, [all], OfInt("axis", 1)));
        }

        var column = binding.InputSchema[name];
        if (column.Type is not VectorDataViewType)
        {
            throw NoForm(column, "is no vector", "Make a vector of it with ExtractPixels first.");
        }

        var flat = Named("flat", flat => graph.Node("Reshape", [VariableOf(name), Constant("flat.shape", [-1, binding.Info.FeatureCount])], [flat]));
        var slots = binding.Info.ImageShape is null ? SlotOrder.Match(column, binding.Info, model.Native.File.Source).Slots : null;
        return slots is null ? flat : Named("ordered", ordered => graph.Node(
            "Gather", [flat, Constant("order", [.. slots.Select(slot => (long)slot)])], [ordered], OfInt("axis", 1)));
    }

    /// <summary>A column of one number a row, as double [rows, 1].</summary>
    private string NumberOf(DataViewSchema.Column column) => CellColumn.Of(column).Kind == CellKind.Number
        ? Named(column.Name, number => graph.Node("Cast", [VariableOf(column.Name)], [number], OfInt("to", Double)))
        : throw NoForm(
            column, "holds text or dates, which a detector encodes outside of its graph",
            "Train on a vector instead: OneHotEncoding and Concatenate write themselves as ONNX.");

    private string VariableOf(string column) => graph.Find(column) ?? throw new InvalidOperationException(
        $"Column '{column}' must come from steps that ConvertToOnnx can write, for the detector to read it; got one made by a step that cannot. "
        + "Leave that step out, or run it before the exported file.");

    /// <summary>Features less the offsets of their columns, rounded to single precision once.</summary>
    private string WithoutOffsets(string rows)
    {
        var offsets = OffsetsByFeature();
        var less = offsets is null ? rows : Named("less", less => graph.Node(
            "Sub", [Cast(rows, Double), graph.Constant(Prefixed("offsets"), offsets, [1, offsets.Length])], [less]));
        return Cast(less, Single);
    }

    /// <summary>The offset of every feature; null where there is none to take off.</summary>
    private double[]? OffsetsByFeature() => model.Native.Offsets.Any ? model.Native.Offsets.Exact(new float[binding.Info.FeatureCount]) : null;

    private void CopyGraph()
    {
        var source = model.Native.File.Parse().Graph;
        GraphPruning.Keep(source, [.. binding.ScoredColumns.SelectMany(column => column.Needs.Outputs).Select(output => output.Name).Distinct()]);
        var constants = source.Initializer.ToDictionary(constant => constant.Name, StringComparer.Ordinal);
        foreach (var node in source.Node)
        {
            var (inputs, attributes) = OlderNodes.Of(node, constants);
            string[] outputs = [.. node.Output.Select(name => _variables[name] = graph.Variable(Prefixed(name)))];
            graph.Node(node.OpType, [.. inputs.Select(name => Copied(name, constants))], outputs, attributes);
        }
    }

    /// <summary>The variable that an input of a node has here; constants are copied when the first node asks for them.</summary>
    private string Copied(string name, Dictionary<string, TensorProto> constants) =>
        _variables.TryGetValue(name, out var variable) ? variable
        : name.Length == 0 ? _variables[name] = graph.Constant(Prefixed("none"), Array.Empty<float>(), [0])   // see OlderNodes
        : _variables[name] = name == TensorNames.Threshold
            ? graph.Constant(Prefixed(name), new[] { (float)model.Threshold }, [1])
            : graph.Constant(Prefixed(name), constants[name]);

    private void WriteColumn(ScoredColumn column)
    {
        var variable = _variables[column.IsWords ? VaeOutputs.PredictedLabel.Name : column.Output.Name];
        if (column.IsWords)
        {
            var number = AsColumn(Named("label", label => graph.Node("Cast", [variable], [label], OfInt("to", Long))));
            graph.Texts(number, graph.Column(column.Type, column.Name), "", NoWords);
            return;
        }

        var values = column.Output.IsNumber ? AsColumn(variable) : column.Output == VaeOutputs.Reconstruction ? WithOffsets(variable) : variable;
        graph.Node("Identity", [values], [graph.Column(column.Type, column.Name)]);
    }

    /// <summary>One value a row [rows] as ML.NET has it: [rows, 1].</summary>
    private string AsColumn(string values) => Named("column", column => graph.Node("Reshape", [values, Constant("column.shape", [-1, 1])], [column]));

    private string WithOffsets(string features) => OffsetsByFeature() is not { } offsets ? features : Cast(
        Named("whole", whole => graph.Node("Add", [Cast(features, Double), graph.Constant(Prefixed("back"), offsets, [1, offsets.Length])], [whole])),
        Single);

    private string Cast(string values, long type) => Named("cast", cast => graph.Node("Cast", [values], [cast], OfInt("to", type)));

    private string Constant(string name, long[] values) => graph.Constant(Prefixed(name), values, [values.Length]);

    private string Named(string name, Action<string> write)
    {
        var variable = graph.Variable(Prefixed(name));
        write(variable);
        return variable;
    }

    /// <summary>Names that no column of the data has.</summary>
    private static string Prefixed(string name) => $"vae/{name}";

    private static AttributeProto OfInt(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static InvalidOperationException NoForm(DataViewSchema.Column column, string why, string advice) => new(
        $"Input column '{column.Name}' must be numbers or a vector of numbers for ConvertToOnnx; got {column.Type}: it {why}. {advice}");
}
