using Google.Protobuf;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;

namespace Vae.Training.Export;

/// <summary>Writes the model of a finished run and verifies it.</summary>
internal static class DetectorExport
{
    /// <summary>The model file and its decoder, in memory.</summary>
    /// <exception cref="InvalidOperationException">The exported file does not agree with TorchSharp.</exception>
    public static TrainedVae Of(VaeTrainingData data, VaeTrainingOptions options, Exportable trained, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var info = DetectorInfo.Of(data, options, trained);
        var model = trained.Write(info);
        info = info with { Parity = ExportVerifier.Verify(trained, model.ToByteArray(), cancellation) };
        model.MetadataProps.Clear();
        model.MetadataProps.AddRange(ModelMetadata.Write(info).Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        var decoder = trained.WriteDecoder(info);
        FileDigest.Write(model, decoder);

        // Nothing is handed out that a reader would refuse, such as a graph beyond its limits.
        var (file, decoderFile) = (model.ToByteArray(), decoder.ToByteArray());
        ModelFile.Detector(file, "trained model");
        ModelFile.OfDecoder(decoderFile, "decoder of the trained model");
        return new(file, decoderFile, info, trained.History, trained.Detector.Calibration.TrainingScores) { Remarks = trained.Remarks };
    }
}
