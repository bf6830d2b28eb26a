namespace Vae.MLNet.Contract;

/// <summary>
/// What a model file says of itself (<c>metadata_props</c>, keys starting with <c>vae.</c>): the table of the keys, which docs/model-format.md lists.
/// </summary>
internal static class ModelMetadata
{
    /// <summary>Every file that says no more of its columns than names, categories and which were empty, so that older readers read it.</summary>
    private const int FirstFormat = 1;

    /// <summary>A file whose columns say more: an older reader would take their values for what they are not.</summary>
    private const int SecondFormat = 2;

    /// <summary>A file with columns of dates, which become several features.</summary>
    private const int ThirdFormat = 3;

    /// <summary>A file that looks at tiles of photographs: an older reader would take a tile for the whole.</summary>
    private const int LatestFormat = 4;

    private const string Format = "vae.format";

    private const string Yes = "true";

    private static readonly IReadOnlyList<MetadataEntry> Entries =
    [
        new(Format, info => MetadataValue.Of(info.Format), (info, value) => info with { Format = value.Number<int>() }),
        new(
            "vae.columns",
            info => MetadataValue.OfJson(info.Columns.Select(StoredColumn.Of)),
            (info, value) => info with
            {
                Columns = [.. value.Json<StoredColumn?[]>().Select(column => column?.Column ?? new VaeColumn(""))],
            }),
        new("vae.inputShape", info => MetadataValue.OfJson(info.InputShape), (info, value) => info with { InputShape = value.Json<int[]>() }),
        new("vae.score", info => info.ScoreKind.ToString(), (info, value) => info with { ScoreKind = value.Name<VaeScoreKind>() }),
        new("vae.members", info => MetadataValue.Of(info.Members), (info, value) => info with { Members = value.Number<int>() }),
        new(
            "vae.latentDimension",
            info => MetadataValue.Of(info.LatentDimension),
            (info, value) => info with { LatentDimension = value.Number<int>() }),
        new("vae.trainingRows", info => MetadataValue.Of(info.TrainingRows), (info, value) => info with { TrainingRows = value.Number<int>() }),
        new(
            "vae.calibrationRows",
            info => MetadataValue.Of(info.CalibrationRows),
            (info, value) => info with { CalibrationRows = value.Number<int>() }),
        new(
            "vae.contamination",
            info => MetadataValue.Of(info.Contamination ?? 0),
            (info, value) => info with { Contamination = value.Number<double>() }),
        new(
            "vae.falseAlarmRate",
            info => info.FalseAlarmRate is { } rate ? MetadataValue.Of(rate) : "",
            (info, value) => info with { FalseAlarmRate = value.Text.Length == 0 ? null : value.Number<double>() }),
        new("vae.threshold", info => MetadataValue.Of(info.Threshold), (info, value) => info with { Threshold = value.Number<double>() }),
        new("vae.threshold.source", info => info.ThresholdSource, (info, value) => info with { ThresholdSource = value.Text }),
        new("vae.references", info => info.References.ToString(), (info, value) => info with { References = value.Name<VaeReferenceKind>() }),
        new(
            "vae.references.vectors",
            info => MetadataValue.Of(info.ReferenceVectors),
            (info, value) => info with { ReferenceVectors = value.Number<int>() }),
        new(
            "vae.references.bytes",
            info => MetadataValue.Of(info.ReferenceBytes),
            (info, value) => info with { ReferenceBytes = value.Number<long>() }),
        new("vae.seed", info => MetadataValue.Of(info.Seed), (info, value) => info with { Seed = value.Number<int>() }),
        new("vae.steps", info => MetadataValue.Of(info.Steps), (info, value) => info with { Steps = value.Number<int>() }),
        new("vae.options.sha256", info => info.OptionsDigest, (info, value) => info with { OptionsDigest = value.Text }),
        new(
            "vae.versions",
            info => MetadataValue.OfJson(info.Versions),
            (info, value) => info with { Versions = value.Json<Dictionary<string, string>>() }),
        new(
            "vae.parity",
            info => MetadataValue.OfJson(info.Parity),
            (info, value) => info with { Parity = value.Json<Dictionary<string, double>>() }),
        new(
            "vae.history",
            info => info.History.Count == 0 ? null : MetadataValue.OfJson(info.History),
            (info, value) => info with { History = value.Json<VaeTrainingReport[]>() },
            IsOptional: true),
        new(
            "vae.spreads",
            info => info.FeatureSpreads.Count == 0 ? null : MetadataValue.OfJson(info.FeatureSpreads),
            (info, value) => info with { FeatureSpreads = value.Json<float[]>() },
            IsOptional: true),
        new(
            "vae.autoencoder",
            info => info.Autoencoder.ToString(),
            (info, value) => info with { Autoencoder = value.Name<VaeAutoencoderKind>() },
            IsOptional: true),
        new(
            "vae.contamination.unknown",
            info => info.Contamination is null ? Yes : null,
            (info, value) => info with { Contamination = value.Text == Yes ? null : info.Contamination },
            IsOptional: true),
        new(
            "vae.groups",
            info => info.Groups is { } groups ? MetadataValue.Of(groups) : null,
            (info, value) => info with { Groups = value.Number<int>() },
            IsOptional: true),
        new(
            "vae.remarks",
            info => info.Remarks.Count == 0 ? null : MetadataValue.OfJson(info.Remarks),
            (info, value) => info with { Remarks = value.Json<string[]>() },
            IsOptional: true),
        new(
            "vae.keys",
            info => info.Keys.Count == 0 ? null : MetadataValue.OfJson(info.Keys),
            (info, value) => info with { Keys = value.Json<string[]>() },
            IsOptional: true),
        new(
            "vae.sketch",
            info => info.Sketch is null ? null : MetadataValue.OfJson(info.Sketch),
            (info, value) => info with { Sketch = value.Json<TrainingSketch>() },
            IsOptional: true),
        new(
            "vae.pretrained",
            info => info.PretrainedNetwork.Length == 0 ? null : info.PretrainedNetwork,
            (info, value) => info with { PretrainedNetwork = value.Text },
            IsOptional: true),
        new(
            "vae.pretrained.sha256",
            info => info.PretrainedDigest.Length == 0 ? null : info.PretrainedDigest,
            (info, value) => info with { PretrainedDigest = value.Text },
            IsOptional: true),
        new(
            TilingRules.Key,
            info => info.Tiling is { } tiling ? MetadataValue.OfJson(StoredTiling.Of(tiling)) : null,
            (info, value) => info with { Tiling = value.Json<StoredTiling>().For(info.InputShape) },
            IsOptional: true),
        new(
            "vae.masked",
            info => info.MaskedShare == 0 ? null : MetadataValue.Of(info.MaskedShare),
            (info, value) => info with { MaskedShare = value.Number<double>() },
            IsOptional: true),
    ];

    /// <summary>A model of which nothing is known yet.</summary>
    private static VaeModelInfo Unknown => new()
    {
        Format = 0,
        Columns = [],
        InputShape = [],
        ScoreKind = default,
        Members = 0,
        LatentDimension = 0,
        TrainingRows = 0,
        CalibrationRows = 0,
        Contamination = 0,
        FalseAlarmRate = null,
        Threshold = 0,
        ThresholdSource = "",
        References = default,
        ReferenceVectors = 0,
        ReferenceBytes = 0,
        Seed = 0,
        Steps = 0,
        OptionsDigest = "",
        Versions = new Dictionary<string, string>(),
        Parity = new Dictionary<string, double>(),
    };

    /// <summary>The oldest format that can hold photographs in tiles, or images that are looked at whole.</summary>
    public static int FormatOf(VaeTiling? tiling) => tiling is null ? FirstFormat : LatestFormat;

    /// <summary>The oldest format that can hold such columns.</summary>
    public static int FormatOf(IEnumerable<VaeColumn> columns) => columns.Select(FormatOf).Append(FirstFormat).Max();

    /// <summary>Whether a key is one of ours; digests have their own.</summary>
    public static bool Has(string key) => Entries.Any(entry => entry.Key == key);

    /// <summary>The metadata of a model, in a fixed order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(VaeModelInfo info) =>
        Entries.Select(entry => (entry.Key, Text: entry.Write(info)))
            .Where(entry => entry.Text is not null)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Text!));

    /// <summary>Parses the metadata of the model from <paramref name="source"/>. Keys that this library does not know are left alone.</summary>
    /// <exception cref="VaeModelException">A key is missing or its value cannot be used.</exception>
    public static VaeModelInfo Parse(string source, IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(Format, out var format))
        {
            throw VaeModelException.Unsupported(
                source, $"metadata '{Format}' is missing, so this is not a model of Vae.MLNet. Train one with 'vae train' or VaeTrainer.");
        }

        if (!Enumerable.Range(FirstFormat, LatestFormat).Any(known => format == MetadataValue.Of(known)))
        {
            throw VaeModelException.Unsupported(
                source,
                $"metadata '{Format}' must be a whole number from {FirstFormat} to {LatestFormat}; got '{format}' (unsupported). "
                + "Update Vae.MLNet or export the model again.");
        }

        return Entries.Aggregate(Unknown, (info, entry) =>
            metadata.TryGetValue(entry.Key, out var text) ? entry.Read(info, new MetadataValue(source, entry.Key, text))
            : entry.IsOptional ? info
            : throw VaeModelException.Missing(source, $"metadata '{entry.Key}' is missing. The file is incomplete: export the model again."));
    }

    private static int FormatOf(VaeColumn column) =>
        column.IsDate || column.DateOrder is not null ? ThirdFormat
        : column.Offset != 0 || column.Missing.Count > 0 || column.NumberFormat is not null ? SecondFormat
        : FirstFormat;
}
