using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>
/// Proves, without running it, that a graph gives a row the same numbers whatever other rows it is scored with: walks the nodes once with an
/// <see cref="AbstractTensor"/> for each tensor, by one rule per operator. What a rule cannot follow is refused. The shapes that come out must be the
/// declared ones.
/// </summary>
/// <remarks>
/// Nothing else could tie rows or runs together. A graph without control flow, random operators and local functions is a function of its inputs: the
/// allowed operators hold no state between runs, take no sequences and optional values, and read neither clock nor file. The threshold, which a
/// caller may set, enters as a constant of the run.
/// </remarks>
internal sealed class RowIndependence
{
    private readonly string _source;
    private readonly Dictionary<string, AbstractTensor> _tensors = new(StringComparer.Ordinal);

    private RowIndependence(string source) => _source = source;

    /// <summary>Refuses a graph whose outputs are not one value per row, each made of that row alone.</summary>
    public static void Check(string source, GraphProto graph, ModelContract contract)
    {
        var proof = new RowIndependence(source);
        proof.Add(contract.Input.Name, AbstractTensor.Rows(contract.Input));
        foreach (var tensor in graph.Initializer)
        {
            proof.Add(tensor.Name, AbstractTensor.Constant(tensor));
        }

        foreach (var node in graph.Node)
        {
            proof.Follow(node);
        }

        foreach (var output in contract.OutputsOf(graph))
        {
            proof.CheckOutput(output);
        }
    }

    private void Follow(NodeProto node)
    {
        var inputs = node.Input.Select(name => name.Length == 0 ? null : _tensors.GetValueOrDefault(name) ?? throw VaeModelException.Invalid(
            _source, $"graph node '{node.Name}' must read tensors that are made before it; got '{name}', which is not (invalid). Export the model "
                + "again."));
        var allowed = AllowedOperators.Of(node);
        var view = new NodeView(_source, node, [.. inputs]);
        view.Require(
            node.OpType == "Cast" || view.Inputs.All(input => input.Type != TensorProto.Types.DataType.Float16), "read halves through Cast only");
        var result = allowed.Rule(view);
        var (limit, ofWhat) = result.Batched ? (FileLimits.RowElements, " of a row") : (FileLimits.Elements, "");
        if (GraphSafety.Elements(result.Shape) is var elements && (elements < 1 || elements > limit))
        {
            throw view.Invalid(FormattableString.Invariant($"make at most {limit:N0} numbers{ofWhat}"), result.ToString());
        }

        Add(node.Output[0], result);
        foreach (var (type, index) in allowed.MoreOutputs.Select((type, index) => (type, index)))
        {
            Add(node.Output[index + 1], result.As(type));
        }
    }

    private void Add(string name, AbstractTensor tensor)
    {
        if (name.Length == 0 || !_tensors.TryAdd(name, tensor))
        {
            throw VaeModelException.Invalid(_source, $"tensor '{name}' must be made once, under a name; got it twice or without one (invalid). "
                + "Export the model again.");
        }
    }

    private void CheckOutput(TensorSpec output)
    {
        var declared = AbstractTensor.Rows(output);
        if (!_tensors.TryGetValue(output.Name, out var found))
        {
            throw VaeModelException.Missing(_source, $"graph output '{output.Name}' must be made by a node; got none (missing). Export the model "
                + "again.");
        }

        if (!found.Batched || found.Type != declared.Type || !found.Shape.SequenceEqual(declared.Shape))
        {
            throw VaeModelException.Invalid(
                _source, $"graph output '{output.Name}' must be {output}, one value of each row; got "
                    + $"{(found.Batched ? "" : "the constant ")}{found} (invalid). Export the model again.");
        }
    }
}
