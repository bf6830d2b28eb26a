namespace Vae.Service.Models;

/// <summary>What is known of one file of the folder.</summary>
/// <param name="Name">The name that it is served under.</param>
/// <param name="Stamp">What told the file from others when it was last read.</param>
/// <param name="Served">The model; null where no file of this name could be loaded yet.</param>
/// <param name="Loaded">When the model was loaded; null without one.</param>
/// <param name="Flaw">Why the newest file is not what is served; null where it is.</param>
internal sealed record ModelPlace(string Name, FileStamp Stamp, ServedModel? Served, DateTimeOffset? Loaded, string? Flaw);
