namespace Vae.MLNet;

/// <summary>What kind of failure a <see cref="VaeModelException"/> reports; its message says the rest.</summary>
public enum VaeModelFault
{
    /// <summary>Something that a model must have is not there: a tensor, a metadata key, an entry of <c>model.zip</c>.</summary>
    Missing,

    /// <summary>Something is there and cannot be right: a damaged file, numbers that contradict each other, a digest that does not fit.</summary>
    Invalid,

    /// <summary>
    /// Something may well be right and this library does not take it: another version, another program's model, operators that a model never needs,
    /// sizes beyond the limits.
    /// </summary>
    Unsupported,
}
