using System.Reflection;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Contract;
using ModelMetadata = Vae.MLNet.Contract.ModelMetadata;

namespace Vae.Training.Export;

/// <summary>What a freshly trained model says of itself.</summary>
internal static class DetectorInfo
{
    /// <summary>The libraries behind a model.</summary>
    public static IReadOnlyDictionary<string, string> Versions => new Dictionary<string, string>
    {
        ["Vae.Training"] = VersionOf(typeof(DetectorInfo)),
        ["TorchSharp"] = VersionOf(typeof(torch)),
        ["OnnxRuntime"] = OrtEnv.Instance().GetVersionString(),
    };

    public static VaeModelInfo Of(VaeTrainingData data, VaeTrainingOptions options, Exportable trained)
    {
        var detector = trained.Detector;
        var vectors = detector.ReferenceVectors.ToArray();
        var rate = options.FalseAlarmRate ?? DecisionRule.DefaultFalseAlarmRate(detector.Calibration.Rows);

        // A tiny sample cannot carry the default promise; the smallest that it can carry is the honest one.
        rate = options.FalseAlarmRate is null ? Math.Max(rate, 1.0 / (detector.Calibration.Rows + 1)) : rate;
        return new VaeModelInfo
        {
            Format = data.ImageShape is null ? ModelMetadata.FormatOf(data.Columns) : ModelMetadata.FormatOf(data.Tiling),
            Columns = Columns(data),
            InputShape = data.InputShape,
            Tiling = data.Tiling,
            ScoreKind = detector.ScoreKind,
            Members = detector.Ensemble.Members,
            LatentDimension = detector.Ensemble.Latent,
            TrainingRows = data.Rows,
            CalibrationRows = detector.Calibration.Rows,
            Groups = data.GroupIndexes?.Max() + 1,
            Contamination = options.Contamination,
            FalseAlarmRate = rate,
            Threshold = DecisionRule.Threshold(rate),
            ThresholdSource = "false-alarm rate promised at training, calibrated on held-out training rows",
            References = detector.References,
            ReferenceVectors = vectors.Sum(vector => (int)vector.shape[0]),
            ReferenceBytes = vectors.Sum(vector => vector.numel() * sizeof(float)),
            Seed = options.SeedOrDefault,
            Steps = trained.History[^1].Step,
            OptionsDigest = Export.OptionsDigest.Of(options, trained.Plan),
            Versions = Versions,
            Autoencoder = options.Autoencoder,
            FeatureSpreads = detector.Spreads,
            PretrainedNetwork = detector.Pretrained?.Origin ?? "",
            PretrainedDigest = detector.Pretrained?.Sha256 ?? "",
            MaskedShare = detector.MaskedShare,
            Remarks = trained.Remarks,
            Keys = data.Keys,
            Sketch = data.ImageShape is null ? SketchedRows.Of(data.Values, data.FeatureCount, options.SeedOrDefault) : null,
            Parity = new Dictionary<string, double>(),
            History =
            [
                .. trained.History.Select(report =>
                    new VaeTrainingReport(report.Epoch, report.Step, report.TrainingElbo, report.ValidationElbo, report.KlDivergence)),
            ],
        };
    }

    /// <summary>The columns, those of numbers marked that had not a single value.</summary>
    private static VaeColumn[] Columns(VaeTrainingData data)
    {
        var (columns, feature) = (data.Columns.ToArray(), 0);
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column] = columns[column] with { IsEmpty = columns[column].IsNumber && IsEmpty(data, feature) };
            feature += columns[column].Width;
        }

        return columns;
    }

    private static bool IsEmpty(VaeTrainingData data, int feature)
    {
        for (var i = feature; i < data.Values.Length; i += data.FeatureCount)
        {
            if (!float.IsNaN(data.Values[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? type.Assembly.GetName().Version!.ToString(3);
}
