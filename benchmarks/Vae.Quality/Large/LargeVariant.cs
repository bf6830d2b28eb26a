using System.Globalization;
using Vae.Quality.Detectors;
using Vae.Training;

namespace Vae.Quality.Large;

/// <summary>A way to train, by its name: <c>default</c>, or options with a plus between, as <c>steps=4000+hidden=256</c>; or a baseline.</summary>
internal static class LargeVariant
{
    /// <summary>The options by name.</summary>
    public const string Known = "default, or some of steps=, hidden=, latent=, batch=, references=, members= with a plus between; or a baseline";

    /// <summary>The detector of a name.</summary>
    public static IDetector Of(string name) =>
        name == "default" || name.Contains('=', StringComparison.Ordinal)
            ? new VaeDetector(name == "default" ? new() : name.Split('+').Aggregate(new VaeTrainingOptions(), With))
            : QualityCommand.Baseline(name);

    private static VaeTrainingOptions With(VaeTrainingOptions options, string part)
    {
        var (name, value) = part.Split('=') is [var left, var right] && int.TryParse(right, CultureInfo.InvariantCulture, out var number)
            ? (left, number)
            : (part, 0);
        return name switch
        {
            "steps" => options with { Steps = value },
            "hidden" => options with { HiddenUnits = value },
            "latent" => options with { LatentDimension = value },
            "batch" => options with { BatchSize = value },
            "references" => options with { ReferenceVectors = value },
            "members" => options with { Members = value },
            _ => throw new ArgumentException($"Option '--variants' must name {Known}; got '{part}'. Write numbers after the sign.", nameof(part)),
        };
    }
}
