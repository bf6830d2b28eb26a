using Vae.Fuzz.Tests.Campaigns;
using Vae.Fuzz.Tests.Models;
using Vae.Fuzz.Tests.Tables;

namespace Vae.Fuzz.Tests;

/// <summary>What is fuzzed.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        ("models", "Model files and decoders: bytes and parts changed, with their digests as they were, recomputed, or taken out."),
        ("zips", "Pipelines as ML.NET saves them: bytes of the zip, and of our entries in it."),
        ("tables", "CSV files: for training, inspection and scoring."),
    ];

    public static IFuzzTarget Open(string name) => name switch
    {
        "models" => new ModelTarget(),
        "zips" => new ZipTarget(),
        "tables" => new TableTarget(),
        _ => throw new ArgumentException($"Target must be one of {string.Join(", ", All.Select(one => one.Name))}; got '{name}'.", nameof(name)),
    };
}
