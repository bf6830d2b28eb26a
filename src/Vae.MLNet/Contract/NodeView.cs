using Vae.MLNet.Onnx;
using DataType = Vae.MLNet.Onnx.TensorProto.Types.DataType;

namespace Vae.MLNet.Contract;

/// <summary>A node as a rule sees it: what is known of its inputs, its attributes, and how to refuse it.</summary>
internal sealed class NodeView(string source, NodeProto node, IReadOnlyList<AbstractTensor?> inputs)
{
    /// <summary>The inputs that are there.</summary>
    public IReadOnlyList<AbstractTensor> Inputs { get; } = [.. inputs.OfType<AbstractTensor>()];

    /// <summary>An input by its place, which must be there.</summary>
    public AbstractTensor this[int index] => index < inputs.Count && inputs[index] is { } input
        ? input
        : throw Invalid(FormattableString.Invariant($"have input {index}"), "none");

    public long Int(string attribute, long otherwise) => Find(attribute)?.I ?? otherwise;

    public IReadOnlyList<long>? Ints(string attribute) => Find(attribute)?.Ints;

    public string Text(string attribute, string otherwise) => Find(attribute)?.S.ToStringUtf8() ?? otherwise;

    /// <summary>The integers of an input that shapes the result, so it must be a constant out of the file.</summary>
    public IReadOnlyList<long> Integers(int index) => this[index] is { Rank: 1, Integers: { } integers }
        ? integers
        : throw Invalid(FormattableString.Invariant($"have constant integers as input {index}"), this[index].ToString());

    /// <summary>An axis counted from the front.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Invalid(FormattableString.Invariant($"work on one of {rank} axes"), FormattableString.Invariant($"axis {axis}"));

    /// <summary>The same for an axis that must not be the one of the rows.</summary>
    public int AxisWithin(AbstractTensor tensor, long axis) =>
        Axis(axis, tensor.Rank) is var index && tensor.Batched && index == 0 ? throw Mixes(tensor) : index;

    public void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw Invalid(rule, string.Join(" and ", Inputs));
        }
    }

    public void RequireType(DataType type) => Require(Inputs.All(input => input.Type == type), $"work on {type.ToString().ToLowerInvariant()}");

    /// <summary>The refusal of a node whose result for a row would depend on other rows.</summary>
    public VaeModelException Mixes(params IEnumerable<AbstractTensor> tensors) => VaeModelException.Unsupported(
        source, $"graph node '{node.Name}' must keep rows apart; got {node.OpType} across rows of {string.Join(" and ", tensors)} (unsupported). "
            + "Export the model again.");

    public VaeModelException Invalid(string rule, string got) =>
        VaeModelException.Invalid(source, $"graph node '{node.Name}' ({node.OpType}) must {rule}; got {got} (invalid). Export the model again.");

    private AttributeProto? Find(string attribute) => node.Attribute.FirstOrDefault(other => other.Name == attribute);
}
