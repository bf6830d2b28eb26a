using System.Buffers.Binary;
using Google.Protobuf;
using Vae.MLNet.Contract;

namespace Vae.MLNet;

/// <summary>
/// Moves the decision of a saved model without training it again: only the threshold and what the metadata says of it change,
/// never a score or a p-value. The file is replaced whole or not at all.
/// </summary>
public static class VaeModelFile
{
    /// <summary>Reads what a model file says of itself, without native libraries.</summary>
    /// <param name="path">Path of <c>model.onnx</c>.</param>
    /// <param name="sha256">As <see cref="VaeModelOptions.Sha256"/>: the one file that is taken. Default null: any.</param>
    /// <exception cref="ArgumentException"><paramref name="sha256"/> is no such digest.</exception>
    /// <exception cref="VaeModelException">
    /// The file is broken, incomplete, of an unknown format, or not the one that is pinned.
    /// </exception>
    public static VaeModelInfo Inspect(string path, string? sha256 = null)
    {
        new VaeModelOptions { Sha256 = sha256 }.Validate();
        return Open(path, sha256).Info;
    }

    /// <summary>The path of the decoder that belongs to a model file: <c>model.onnx</c> has <c>model.decoder.onnx</c>.</summary>
    /// <param name="modelPath">Path of the model file.</param>
    public static string DecoderPath(string modelPath) => ModelFile.DecoderPath(modelPath);

    /// <summary>Sets the threshold by the share of normal rows that it may flag, on the calibration of the training run.</summary>
    /// <param name="path">Path of <c>model.onnx</c>.</param>
    /// <param name="falseAlarmRate">Between 0 and 1; not below 1 / (calibration rows + 1).</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    public static VaeModelInfo SetFalseAlarmRate(string path, double falseAlarmRate)
    {
        var file = Open(path);
        DecisionRule.Validate(falseAlarmRate, file.Info.CalibrationRows, nameof(falseAlarmRate), DecisionRule.UnitOf(file.Info));
        return Rewrite(
            file, DecisionRule.Threshold(falseAlarmRate), falseAlarmRate, FormattableString.Invariant(
                $"false-alarm rate {falseAlarmRate}, set after training"));
    }

    /// <summary>Sets the threshold by hand.</summary>
    /// <param name="path">Path of <c>model.onnx</c>.</param>
    /// <param name="threshold">The score at and above which a row is labelled an anomaly; finite.</param>
    /// <param name="source">Where the number comes from, in words, for those who read the file later.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    public static VaeModelInfo SetThreshold(string path, double threshold, string source = "set by hand")
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        if (!double.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(
                nameof(threshold), FormattableString.Invariant($"Argument 'threshold' must be finite; got {threshold}. Pass a score."));
        }

        return Rewrite(Open(path), threshold, null, source);
    }

    /// <summary>
    /// Sets the threshold so that it flags at most a share <paramref name="falseAlarmRate"/> of normal rows like these (split conformal),
    /// for example after a sensor was replaced and the old calibration no longer holds.
    /// </summary>
    /// <param name="path">Path of <c>model.onnx</c>.</param>
    /// <param name="normalScores">Scores that this model gave to fresh normal rows, not used in training; none may be NaN.</param>
    /// <param name="falseAlarmRate">Between 0 and 1; not below 1 / (number of scores + 1).</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    public static VaeModelInfo Calibrate(string path, ReadOnlySpan<float> normalScores, double falseAlarmRate)
    {
        DecisionRule.Validate(falseAlarmRate, normalScores.Length, nameof(falseAlarmRate));
        foreach (var score in normalScores)
        {
            if (!float.IsFinite(score))
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"Argument 'normalScores' must hold finite scores; got {score}. Leave out rows whose every feature is missing."),
                nameof(normalScores));
            }
        }

        return Rewrite(
            Open(path),
            DecisionRule.Threshold(normalScores, falseAlarmRate),
            falseAlarmRate,
            FormattableString.Invariant(
                $"false-alarm rate {falseAlarmRate}, calibrated after training on {normalScores.Length} {VaeModelInfo.FreshRows}"));
    }

    /// <summary>The model alone: nobody here needs its decoder.</summary>
    private static ModelFile Open(string path, string? sha256 = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ModelFile.Detector(ModelPath.Read(path), path, pin: sha256);
    }

    private static VaeModelInfo Rewrite(ModelFile file, double threshold, double? falseAlarmRate, string source)
    {
        var model = file.Parse();
        var number = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(number, (float)threshold);
        ModelContract.Threshold(model.Graph)!.RawData = ByteString.CopyFrom(number);

        var info = file.Info with { Threshold = threshold, FalseAlarmRate = falseAlarmRate, ThresholdSource = source };
        var written = ModelMetadata.Write(info).ToDictionary();
        foreach (var entry in model.MetadataProps.Where(entry => written.ContainsKey(entry.Key)))
        {
            entry.Value = written[entry.Key];
        }

        FileDigest.Renew(model);
        AtomicFile.Write(file.Source, ModelFile.Detector(model.ToByteArray(), file.Source).Bytes.Span);
        return info;
    }
}
