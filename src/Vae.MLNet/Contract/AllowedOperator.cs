using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>An operator that a graph may use.</summary>
/// <param name="Inputs">The fewest inputs.</param>
/// <param name="MostInputs">The most inputs.</param>
/// <param name="Rule">What its first output is, given its inputs.</param>
/// <param name="Attributes">The attributes it may have, each once.</param>
internal sealed record AllowedOperator(int Inputs, int MostInputs, Func<NodeView, AbstractTensor> Rule, params AllowedAttribute[] Attributes)
{
    /// <summary>Most parts of a sum or a concatenation: text columns have one each, members several.</summary>
    public const int Many = FileLimits.Nodes;

    /// <summary>The element types of further outputs, which have the shape of the first.</summary>
    public IReadOnlyList<TensorProto.Types.DataType> MoreOutputs { get; init; } = [];
}
