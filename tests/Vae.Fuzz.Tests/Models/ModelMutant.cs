using Google.Protobuf;
using Vae.MLNet.Onnx;

namespace Vae.Fuzz.Tests.Models;

/// <summary>A model file, or a decoder, that differs from a good one.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Seed">What it was made of.</param>
/// <param name="Detector">The detector that a changed decoder is opened beside; null where it is the detector that was changed.</param>
/// <param name="Vouching">What became of its digests.</param>
/// <param name="Story">What was done, in words.</param>
internal sealed record ModelMutant(byte[] Bytes, ModelSeed Seed, byte[]? Detector, Vouching Vouching, string Story)
{
    private const int MostEdits = 3;

    public static ModelMutant Of(Random random, ModelSeed[] seeds)
    {
        // The models of images are large and slow: one in 32.
        var seed = seeds[random.Next(32) == 0 ? seeds.Length - 1 : random.Next(seeds.Length - 1)];
        var other = seeds[random.Next(seeds.Length - 1)];
        var isDecoder = seed.HasDecoder && random.Next(6) == 0;
        var (bytes, donor) = isDecoder ? (seed.Decoder, other.Decoder) : (seed.Detector, other.Detector);
        var untouched = seed.IsSigned ? Vouching.Kept : Vouching.None;
        if (random.Next(4) == 0)
        {
            return new(ByteEdits.Of(random, bytes, donor), seed, isDecoder ? seed.Detector : null, untouched, $"{seed.Name}: bytes");
        }

        var (model, material) = (ModelProto.Parser.ParseFrom(bytes), ModelProto.Parser.ParseFrom(donor));
        var story = new List<string>();
        for (var edits = random.Next(2) == 0 ? 1 : 1 + random.Next(MostEdits); edits > 0; edits--)
        {
            story.Add(ModelEdits.Apply(random, model, material));
        }

        var detector = isDecoder ? ModelProto.Parser.ParseFrom(seed.Detector) : null;
        var vouching = Vouch(random, detector ?? model, detector is null ? new ModelProto { Graph = new() } : model, untouched);
        var told = $"{seed.Name}{(isDecoder ? ", decoder" : "")}: {string.Join(", ", story)}, {vouching}";
        return new(model.ToByteArray(), seed, detector?.ToByteArray(), vouching, told);
    }

    private static Vouching Vouch(Random random, ModelProto detector, ModelProto decoder, Vouching untouched)
    {
        switch (random.Next(10))
        {
            case < 6 when detector.Graph is not null && decoder.Graph is not null:
                ModelSeed.Sign(detector, decoder);
                return Vouching.Recomputed;
            case < 8:
                ModelSeed.Strip(detector);
                ModelSeed.Strip(decoder);
                return Vouching.None;
            default:
                return untouched;
        }
    }
}
