using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>An attribute that a node may have: its type and, of texts, the values that the exporter writes.</summary>
internal sealed record AllowedAttribute(string Name, AttributeProto.Types.AttributeType Type, params string[] Texts)
{
    public static AllowedAttribute Int(string name) => new(name, AttributeProto.Types.AttributeType.Int);

    public static AllowedAttribute Ints(string name) => new(name, AttributeProto.Types.AttributeType.Ints);

    public static AllowedAttribute Float(string name) => new(name, AttributeProto.Types.AttributeType.Float);

    public static AllowedAttribute Text(string name, params string[] values) => new(name, AttributeProto.Types.AttributeType.String, values);

    /// <summary>
    /// Whether an attribute is this one and holds nothing beside its value: no tensor, no graph, no reference to an attribute of a function.
    /// </summary>
    public bool Admits(AttributeProto attribute) =>
        attribute.Name == Name
        && attribute.Type == Type
        && attribute.HasI == (Type == AttributeProto.Types.AttributeType.Int)
        && attribute.HasF == (Type == AttributeProto.Types.AttributeType.Float)
        && attribute.HasS == (Type == AttributeProto.Types.AttributeType.String)
        && (attribute.Ints.Count == 0 || Type == AttributeProto.Types.AttributeType.Ints)
        && attribute is { T: null, G: null, Tp: null, SparseTensor: null, HasRefAttrName: false }
        && attribute is { Floats.Count: 0, Strings.Count: 0, Tensors.Count: 0, Graphs.Count: 0, SparseTensors.Count: 0, TypeProtos.Count: 0 }
        && (Texts.Length == 0 || Texts.Contains(attribute.S.ToStringUtf8()));
}
