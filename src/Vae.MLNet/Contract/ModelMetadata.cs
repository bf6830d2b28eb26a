using System.Globalization;
using System.Text.Json;

namespace Vae.MLNet.Contract;

/// <summary>
/// Writes and parses what a model file says of itself (<c>metadata_props</c>, keys starting with <c>vae.</c>).
/// Reader and writer are one class, so that they cannot drift apart; docs/model-format.md lists the keys.
/// </summary>
internal static class ModelMetadata
{
    public const int CurrentFormat = 1;

    private const string Format = "vae.format";
    private const string Columns = "vae.columns";
    private const string InputShape = "vae.inputShape";
    private const string Score = "vae.score";
    private const string Members = "vae.members";
    private const string LatentDimension = "vae.latentDimension";
    private const string TrainingRows = "vae.trainingRows";
    private const string CalibrationRows = "vae.calibrationRows";
    private const string Contamination = "vae.contamination";
    private const string FalseAlarmRate = "vae.falseAlarmRate";
    private const string Threshold = "vae.threshold";
    private const string ThresholdSource = "vae.threshold.source";
    private const string References = "vae.references";
    private const string ReferenceVectors = "vae.references.vectors";
    private const string ReferenceBytes = "vae.references.bytes";
    private const string Seed = "vae.seed";
    private const string Steps = "vae.steps";
    private const string OptionsDigest = "vae.options.sha256";
    private const string Versions = "vae.versions";
    private const string Parity = "vae.parity";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The metadata of a model, in a fixed order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(VaeModelInfo info) =>
    [
        new(Format, Text(info.Format)),
        new(Columns, JsonSerializer.Serialize(info.Columns.Select(column => new StoredColumn(column.Name, column.Categories)), Json)),
        new(InputShape, JsonSerializer.Serialize(info.InputShape, Json)),
        new(Score, info.ScoreKind.ToString()),
        new(Members, Text(info.Members)),
        new(LatentDimension, Text(info.LatentDimension)),
        new(TrainingRows, Text(info.TrainingRows)),
        new(CalibrationRows, Text(info.CalibrationRows)),
        new(Contamination, Text(info.Contamination)),
        new(FalseAlarmRate, info.FalseAlarmRate is { } rate ? Text(rate) : ""),
        new(Threshold, Text(info.Threshold)),
        new(ThresholdSource, info.ThresholdSource),
        new(References, info.References.ToString()),
        new(ReferenceVectors, Text(info.ReferenceVectors)),
        new(ReferenceBytes, Text(info.ReferenceBytes)),
        new(Seed, Text(info.Seed)),
        new(Steps, Text(info.Steps)),
        new(OptionsDigest, info.OptionsDigest),
        new(Versions, JsonSerializer.Serialize(info.Versions, Json)),
        new(Parity, JsonSerializer.Serialize(info.Parity, Json)),
    ];

    /// <summary>Parses the metadata of the model from <paramref name="source"/>.</summary>
    /// <exception cref="VaeModelException">A key is missing or its value cannot be used.</exception>
    public static VaeModelInfo Parse(string source, IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(Format, out var format))
        {
            throw VaeModelException.Unsupported(source, $"metadata '{Format}' is missing, so this is not a model of Vae.MLNet. Train one with 'vae train' or VaeTrainer.");
        }

        if (format != Text(CurrentFormat))
        {
            throw VaeModelException.Unsupported(source, $"metadata '{Format}' must be {CurrentFormat}; got '{format}' (unsupported). Update Vae.MLNet or export the model again.");
        }

        var rate = Read(FalseAlarmRate);
        return new VaeModelInfo
        {
            Format = CurrentFormat,
            Columns = [.. FromJson<StoredColumn?[]>(Columns).Select(column => new VaeColumn(column?.Name ?? "", column?.Categories))],
            InputShape = FromJson<int[]>(InputShape),
            ScoreKind = Name<VaeScoreKind>(Score),
            Members = Number<int>(Members),
            LatentDimension = Number<int>(LatentDimension),
            TrainingRows = Number<int>(TrainingRows),
            CalibrationRows = Number<int>(CalibrationRows),
            Contamination = Number<double>(Contamination),
            FalseAlarmRate = rate.Length == 0 ? null : Number<double>(FalseAlarmRate),
            Threshold = Number<double>(Threshold),
            ThresholdSource = Read(ThresholdSource),
            References = Name<VaeReferenceKind>(References),
            ReferenceVectors = Number<int>(ReferenceVectors),
            ReferenceBytes = Number<long>(ReferenceBytes),
            Seed = Number<int>(Seed),
            Steps = Number<int>(Steps),
            OptionsDigest = Read(OptionsDigest),
            Versions = FromJson<Dictionary<string, string>>(Versions),
            Parity = FromJson<Dictionary<string, double>>(Parity),
        };

        string Read(string key) => metadata.TryGetValue(key, out var value)
            ? value
            : throw VaeModelException.Missing(source, $"metadata '{key}' is missing. The file is incomplete: export the model again.");

        VaeModelException Invalid(string key, string rule, Exception? inner = null) =>
            VaeModelException.Invalid(source, $"metadata '{key}' must be {rule}; got '{metadata[key]}' (invalid). The file is damaged: export the model again.", inner);

        T Number<T>(string key)
            where T : struct, IParsable<T> => T.TryParse(Read(key), CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(key, "a number");

        T Name<T>(string key)
            where T : struct, Enum => Enum.TryParse<T>(Read(key), out var value) && Enum.IsDefined(value)
                ? value
                : throw Invalid(key, "one of " + string.Join(", ", Enum.GetNames<T>()));

        T FromJson<T>(string key)
        {
            try
            {
                return JsonSerializer.Deserialize<T>(Read(key), Json) ?? throw Invalid(key, "JSON other than null");
            }
            catch (JsonException exception)
            {
                throw Invalid(key, "JSON", exception);
            }
        }
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private sealed record StoredColumn(string Name, IReadOnlyList<string>? Categories);
}
