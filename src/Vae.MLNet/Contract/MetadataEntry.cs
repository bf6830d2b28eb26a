namespace Vae.MLNet.Contract;

/// <summary>
/// One key of the metadata: how it is written, and how it is read back. Reader and writer stand side by side, so that they cannot drift apart.
/// </summary>
/// <param name="Key">The key.</param>
/// <param name="Write">The text for a model, or null where it has nothing to say.</param>
/// <param name="Read">Takes the text into what is known of the model.</param>
/// <param name="IsOptional">True where a file may lack it: those written before it was thought of do.</param>
internal sealed record MetadataEntry(
    string Key, Func<VaeModelInfo, string?> Write, Func<VaeModelInfo, MetadataValue, VaeModelInfo> Read, bool IsOptional = false);
