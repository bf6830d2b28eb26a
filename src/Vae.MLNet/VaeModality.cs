namespace Vae.MLNet;

/// <summary>What the rows of a model are.</summary>
public enum VaeModality
{
    /// <summary>Rows of a table.</summary>
    Table,

    /// <summary>Images.</summary>
    Image,
}
