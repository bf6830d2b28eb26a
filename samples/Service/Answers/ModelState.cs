using Vae.Service.Models;

namespace Vae.Service.Answers;

/// <summary>What became of a file of the folder.</summary>
/// <param name="Name">The name that it is served under.</param>
/// <param name="IsServed">True where a model of this name answers.</param>
/// <param name="Digest">The digest of the model that answers.</param>
/// <param name="Loaded">When it was loaded.</param>
/// <param name="Flaw">Why the newest file is not what answers; null where it is.</param>
public sealed record ModelState(string Name, bool IsServed, string? Digest, DateTimeOffset? Loaded, string? Flaw)
{
    internal static ModelState Of(ModelPlace place) =>
        new(place.Name, place.Served is not null, place.Served?.Model.Info.Digest, place.Loaded, place.Flaw);
}
