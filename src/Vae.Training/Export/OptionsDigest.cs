using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vae.Training.Learning;

namespace Vae.Training.Export;

/// <summary>A digest of all options that shape a model.</summary>
internal static class OptionsDigest
{
    /// <summary>SHA-256 in hexadecimal; a default and the same value set by hand are equal.</summary>
    public static string Of(VaeTrainingOptions options, LearningPlan plan) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Resolved(options, plan))));

    /// <summary>The options as a JSON object, defaults resolved.</summary>
    public static string Resolved(VaeTrainingOptions options, LearningPlan plan) =>
        JsonSerializer.Serialize(options with { Members = plan.Members, Steps = plan.Steps, BatchSize = plan.BatchSize });
}
