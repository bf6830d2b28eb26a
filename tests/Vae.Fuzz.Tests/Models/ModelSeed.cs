using Google.Protobuf;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;

namespace Vae.Fuzz.Tests.Models;

/// <summary>A good model, with or without digests, and what it says of some rows.</summary>
internal sealed class ModelSeed
{
    private const int Rows = 6;

    private static readonly float[] Odd = [0, -1, 1e30f, -1e30f, float.NaN, 1e-30f, float.PositiveInfinity];

    public ModelSeed(string name, ModelProto detector, ModelProto? decoder, bool isSigned)
    {
        (Name, IsSigned) = (isSigned ? name + ", with digests" : name, isSigned);
        decoder ??= new ModelProto { Graph = new() };
        if (isSigned)
        {
            Sign(detector, decoder);
        }

        (Detector, Decoder) = (detector.ToByteArray(), decoder.ToByteArray());
        using var model = VaeModel.Load(Detector, Name, ModelJudge.Options);
        Metadata = ModelMetadata.Write(model.Info).ToDictionary();
        Features = RowsOf(model.Info);
        Scores = model.Score(Features);
        Latent = [.. Enumerable.Range(0, 2 * model.Info.LatentDimension).Select(place => place * 0.1f)];
        HasDecoder = decoder.Graph.Output.Count > 0;
        Decoded = HasDecoder ? ModelJudge.Decode(model, Decoder, Latent) : [];
    }

    public string Name { get; }

    public bool IsSigned { get; }

    public byte[] Detector { get; }

    /// <summary>Its decoder, or bytes that are none.</summary>
    public byte[] Decoder { get; }

    public bool HasDecoder { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>[rows, features]: usual values, gaps and extremes.</summary>
    public float[] Features { get; }

    public VaeScores Scores { get; }

    /// <summary>Two points of latent space.</summary>
    public float[] Latent { get; }

    /// <summary>What they are decoded to.</summary>
    public float[] Decoded { get; }

    /// <summary>Puts the right digests into the metadata, whatever else stands there.</summary>
    public static void Sign(ModelProto detector, ModelProto decoder)
    {
        Strip(detector);
        Strip(decoder);
        FileDigest.Write(detector, decoder);
    }

    /// <summary>Takes all digests out.</summary>
    public static void Strip(ModelProto model)
    {
        string[] keys = [FileDigest.Model, FileDigest.Decoder, FileDigest.Threshold];
        foreach (var entry in model.MetadataProps.Where(entry => keys.Contains(entry.Key)).ToArray())
        {
            model.MetadataProps.Remove(entry);
        }
    }

    private static float[] RowsOf(VaeModelInfo info)
    {
        var (random, width) = (new Random(1), info.FeatureCount);
        var scale = info.ImageShape is null ? 2 : 255;
        float[] features = [.. Enumerable.Range(0, Rows * width).Select(_ => random.NextSingle() * scale)];
        for (var row = 2; row < Rows - 1; row++)
        {
            features[(row * width) + random.Next(width)] = Odd[random.Next(Odd.Length)];
        }

        features.AsSpan((Rows - 1) * width).Fill(float.NaN);
        return features;
    }
}
