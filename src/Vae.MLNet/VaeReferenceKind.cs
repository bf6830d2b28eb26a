namespace Vae.MLNet;

/// <summary>What the reference bank of a model file holds.</summary>
public enum VaeReferenceKind
{
    /// <summary>Nothing: the score needs no references.</summary>
    None,

    /// <summary>Prototypes: centres of groups of normal rows. No single training row can be read from the file.</summary>
    Prototypes,

    /// <summary>Training rows, scaled. Whoever has the file has these rows.</summary>
    Rows,
}
