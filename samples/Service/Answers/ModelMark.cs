using Vae.Service.Models;

namespace Vae.Service.Answers;

/// <summary>Which model answered.</summary>
/// <param name="Name">The name that it is served under.</param>
/// <param name="Digest">SHA-256 of its file's content; null of a file that has none.</param>
/// <param name="Threshold">A row is labelled when its score is at least this.</param>
public sealed record ModelMark(string Name, string? Digest, double Threshold)
{
    internal static ModelMark Of(ServedModel served) => new(served.Name, served.Model.Info.Digest, served.Model.Threshold);
}
