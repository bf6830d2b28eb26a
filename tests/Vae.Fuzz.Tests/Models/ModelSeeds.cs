using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;

namespace Vae.Fuzz.Tests.Models;

/// <summary>
/// The models that mutants are made of: the smallest there can be, those of earlier versions, and one as the exporter writes it now (Seeds), with
/// and without digests.
/// </summary>
internal static class ModelSeeds
{
    public static ModelSeed[] All() =>
    [
        .. Both("tiny", () => (new TinyModel().Detector(), new TinyModel().Decoder())),
        .. Both("tiny images", () => (TinyImages.Detector(), TinyImages.Decoder())),
        .. Both("golden table", () => (Read("golden.table.onnx"), Read("golden.table.decoder.onnx"))),
        .. Both("table", () => (Read("table.onnx"), Read("table.decoder.onnx"))),
        new("golden images", Read("golden.image.onnx"), null, isSigned: true),
    ];

    private static TinyModel TinyImages => new() { Features = 12, InputShape = [3, 2, 2] };

    public static byte[] Bytes(string name)
    {
        using var stream = typeof(ModelSeeds).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ModelProto Read(string name) => ModelProto.Parser.ParseFrom(Bytes(name));

    private static IEnumerable<ModelSeed> Both(string name, Func<(ModelProto Detector, ModelProto Decoder)> make)
    {
        foreach (var isSigned in (bool[])[true, false])
        {
            var (detector, decoder) = make();
            ModelSeed.Strip(detector);
            ModelSeed.Strip(decoder);
            yield return new(name, detector, decoder, isSigned);
        }
    }
}
