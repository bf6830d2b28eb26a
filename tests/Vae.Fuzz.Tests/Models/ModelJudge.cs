using Vae.Fuzz.Tests.Campaigns;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Fuzz.Tests.Models;

/// <summary>Loads a changed file and holds what it says against what the good one said.</summary>
internal static class ModelJudge
{
    /// <summary>Rows of a batch may differ in the last bits where kernels differ by a row's place; more means that one row reads another.</summary>
    private const float Rounding = 1e-3f;

    public static readonly VaeModelOptions Options = new() { Device = VaeDevice.Cpu, Threads = 1 };

    /// <summary>What a decoder makes of latent vectors, loaded beside a model.</summary>
    public static float[] Decode(VaeModel model, byte[] decoder, float[] latent)
    {
        using var together = VaeModel.Load(model.Native.File.Bytes, "fuzz.onnx", Options, decoder);
        using var opened = together.OpenDecoder();
        return opened.Decode(latent);
    }

    /// <summary>Judges a mutant.</summary>
    /// <param name="mutant">The file.</param>
    /// <param name="looksFurther">True to ask for everything that the model gives, which opens more sessions.</param>
    public static Outcome Of(ModelMutant mutant, bool looksFurther)
    {
        try
        {
            return mutant.Detector is { } detector ? OfDecoder(mutant, detector) : OfDetector(mutant, looksFurther);
        }
        catch (VaeModelException refusal)
        {
            return new($"refused as {refusal.Fault}");
        }
        catch (Exception exception)
        {
            return Outcome.Undocumented(exception);
        }
    }

    private static Outcome OfDetector(ModelMutant mutant, bool looksFurther)
    {
        var seed = mutant.Seed;
        using var model = VaeModel.Load(mutant.Bytes, "fuzz.onnx", Options);
        var isSeedsWidth = model.Info.FeatureCount * seed.Scores.Rows == seed.Features.Length;
        var features = isSeedsWidth ? seed.Features : new float[seed.Scores.Rows * model.Info.FeatureCount];
        var scores = model.Score(features);
        if (!AreRowsAlone(model, features, scores))
        {
            return Outcome.Bad("rows that read each other", "scored backwards, rows get other scores");
        }

        if (looksFurther)
        {
            foreach (var output in model.Outputs.Except(VaeOutputs.Numbers))
            {
                model.Compute(output, features);
            }
        }

        var isSame = isSeedsWidth && Same(seed.Scores, scores) && SameMetadata(seed, model.Info);
        return Compared(mutant, isSame);
    }

    private static Outcome OfDecoder(ModelMutant mutant, byte[] detector)
    {
        using var model = VaeModel.Load(detector, "fuzz.onnx", Options);
        return Compared(mutant, SameBits(mutant.Seed.Decoded, Decode(model, mutant.Bytes, mutant.Seed.Latent)));
    }

    private static Outcome Compared(ModelMutant mutant, bool isSame) => isSame ? new("loads, same answers")
        : mutant.Vouching == Vouching.Kept ? Outcome.Bad("silently different", "other answers under digests that agree")
        : new($"loads, other answers, digests {(mutant.Vouching == Vouching.None ? "absent" : "recomputed")}");

    private static bool SameMetadata(ModelSeed seed, VaeModelInfo info) =>
        ModelMetadata.Write(info).All(pair => seed.Metadata.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static bool Same(VaeScores expected, VaeScores got) =>
        SameBits(expected.Score, got.Score) && SameBits(expected.PValue, got.PValue)
        && SameBits(expected.ReconstructionError, got.ReconstructionError) && SameBits(expected.KlDivergence, got.KlDivergence)
        && expected.PredictedLabel.AsSpan().SequenceEqual(got.PredictedLabel);

    private static bool SameBits(float[] expected, float[] got) =>
        got.Length == expected.Length && got.Zip(expected).All(pair => pair.First.Equals(pair.Second));

    /// <summary>Scores the rows backwards: each must get what it got before.</summary>
    private static bool AreRowsAlone(VaeModel model, float[] features, VaeScores scores)
    {
        float[] backwards = [.. features.Chunk(model.Info.FeatureCount).Reverse().SelectMany(row => row)];
        var other = model.Score(backwards).Score;
        return scores.Score.Reverse().Zip(other).All(pair => IsClose(pair.First, pair.Second));
    }

    private static bool IsClose(float a, float b) =>
        a.Equals(b) || Math.Abs(a - b) <= Rounding * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
}
