using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Vae.MLNet.Images;
using Vae.Training.Export;
using Vae.Training.Learning;
using Vae.Training.Pixels;

namespace Vae.Training.Checkpoints;

/// <summary>
/// What a checkpoint belongs to: only a run on the same rows, with the same options and libraries, goes on from it as if it had never stopped.
/// </summary>
/// <param name="Rows">The rows, in words.</param>
/// <param name="DataDigest">SHA-256 of the rows, their columns and groups.</param>
/// <param name="Options">All options that shape a model, defaults resolved, as a JSON object.</param>
/// <param name="Versions">The libraries that compute.</param>
internal sealed record CheckpointIdentity(string Rows, string DataDigest, string Options, string Versions)
{
    /// <summary>The identity of a run.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="options">How it trains.</param>
    /// <param name="plan">The same for the members, defaults resolved.</param>
    /// <param name="cancellation">Abandons the reading of images.</param>
    public static CheckpointIdentity Of(VaeTrainingData data, VaeTrainingOptions options, LearningPlan plan, CancellationToken cancellation)
    {
        var mask = options.ImageMask is { } path ? ImageMask.Open(path).Of(data.ImageShape!) : [];
        var versions = string.Join(", ", DetectorInfo.Versions.OrderBy(version => version.Key, StringComparer.Ordinal)
            .Select(version => $"{version.Key} {version.Value}"));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new { data.Columns, data.InputShape, data.Groups, data.Keys }));
        if (data.Tiling is { } tiling)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(tiling));
        }

        if (data.Pixels is { } pixels)
        {
            foreach (var part in pixels.Parts(cancellation))
            {
                hash.AppendData(MemoryMarshal.AsBytes(part.AsSpan()));
            }
        }
        else
        {
            hash.AppendData(MemoryMarshal.AsBytes(data.Values.AsSpan()));
        }

        hash.AppendData(MemoryMarshal.AsBytes(mask.AsSpan()));
        var what = data.ImageShape is { } shape ? $"images of {shape} pixels" : FormattableString.Invariant($"rows of {data.FeatureCount} features");
        return new(
            FormattableString.Invariant($"{data.Rows} {what}"), Convert.ToHexStringLower(hash.GetHashAndReset()),
            OptionsDigest.Resolved(options, plan), versions);
    }

    /// <summary>Refuses a checkpoint of another run.</summary>
    /// <param name="kind">What it stands for.</param>
    /// <param name="path">Where the checkpoint stands.</param>
    /// <param name="found">What it belongs to.</param>
    /// <exception cref="InvalidDataException">It belongs to another run; the message says in what they differ.</exception>
    public void Require(CheckpointKind kind, string path, CheckpointIdentity found)
    {
        Require(found.Versions == Versions, "library version", Versions, found.Versions);
        using var ours = JsonDocument.Parse(Options);
        using var theirs = JsonDocument.Parse(found.Options);
        foreach (var option in ours.RootElement.EnumerateObject())
        {
            var wanted = option.Value.GetRawText();
            var got = theirs.RootElement.TryGetProperty(option.Name, out var value) ? value.GetRawText() : "none";
            Require(wanted == got, $"option '{option.Name}'", wanted, got);
        }

        Require(found.Rows == Rows, "data", Rows, found.Rows);
        Require(found.DataDigest == DataDigest, "data", $"{Rows} with the digest {DataDigest[..12]}", $"other values, {found.DataDigest[..12]}");

        void Require(bool holds, string what, string wanted, string got)
        {
            if (!holds)
            {
                throw new InvalidDataException(
                    $"{kind.Noun} '{path}' must come from a run with the same {what}, {wanted}; got {got}. "
                    + "Go on with what it was made with, or remove it to start anew.");
            }
        }
    }
}
