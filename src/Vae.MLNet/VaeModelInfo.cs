namespace Vae.MLNet;

/// <summary>What a model file says of itself: its metadata, parsed.</summary>
public sealed record VaeModelInfo
{
    /// <summary>Version of the file's contract, 1 to 4; see docs/model-format.md.</summary>
    public required int Format { get; init; }

    /// <summary>The columns of the training table, in order; none for images.</summary>
    public required IReadOnlyList<VaeColumn> Columns { get; init; }

    /// <summary>
    /// The size of what the graph takes, without the batch axis: [features] for tables, [channels, height, width] for images, or their tiles.
    /// </summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>How the score is formed.</summary>
    public required VaeScoreKind ScoreKind { get; init; }

    /// <summary>Number of VAEs in the ensemble.</summary>
    public required int Members { get; init; }

    /// <summary>Number of latent dimensions of one member.</summary>
    public required int LatentDimension { get; init; }

    /// <summary>Number of rows the model was trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>
    /// Number of held-out scores behind the p-values; of rows that belong together, number of groups. The smallest p-value is 1 / (this + 1).
    /// </summary>
    public required int CalibrationRows { get; init; }

    /// <summary>
    /// Number of groups of rows that belong together, as declared for training; null where every row stood for itself. With groups the promise
    /// holds for rows of new groups, and <see cref="CalibrationRows"/> counts groups.
    /// </summary>
    public int? Groups { get; init; }

    /// <summary>
    /// The declared share of anomalies in the training data, 0 to 0.5; null where nobody knew. Then all training rows calibrate, and the promise is
    /// about rows like them, anomalies among them.
    /// </summary>
    public required double? Contamination { get; init; }

    /// <summary>
    /// The promised share of normal rows that <c>PredictedLabel</c> flags, or null when the threshold was set from labels or by hand.
    /// </summary>
    public required double? FalseAlarmRate { get; init; }

    /// <summary>A row is labelled an anomaly when its score is at least this.</summary>
    public required double Threshold { get; init; }

    /// <summary>Where the threshold comes from, in words.</summary>
    public required string ThresholdSource { get; init; }

    /// <summary>
    /// True where the promise is about normal rows: the share of anomalies in the training data was declared, or the threshold was calibrated on
    /// fresh normal rows after training. Else it is about rows like those of the training, anomalies among them.
    /// </summary>
    public bool IsPromiseOfNormalRows =>
        FalseAlarmRate is not null && (Contamination is not null || ThresholdSource.EndsWith(FreshRows, StringComparison.Ordinal));

    /// <summary>How <see cref="ThresholdSource"/> ends after a calibration on normal rows, in every file that had one.</summary>
    internal const string FreshRows = "fresh normal rows";

    /// <summary>What the reference bank holds.</summary>
    public required VaeReferenceKind References { get; init; }

    /// <summary>Number of reference vectors in the file, over all members.</summary>
    public required int ReferenceVectors { get; init; }

    /// <summary>Size of the reference vectors in the file, in bytes.</summary>
    public required long ReferenceBytes { get; init; }

    /// <summary>The seed of the training run.</summary>
    public required int Seed { get; init; }

    /// <summary>Optimiser steps taken.</summary>
    public required int Steps { get; init; }

    /// <summary>SHA-256 of the training options, hexadecimal: equal options, equal digest.</summary>
    public required string OptionsDigest { get; init; }

    /// <summary>Versions of the libraries that trained and verified the model, by name.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The worst difference seen per output when TorchSharp and ONNX Runtime scored the same rows before the file got its name.</summary>
    public required IReadOnlyDictionary<string, double> Parity { get; init; }

    /// <summary>The reports of the training run, in order; none in files from before they were kept.</summary>
    public IReadOnlyList<VaeTrainingReport> History { get; init; } = [];

    /// <summary>
    /// How far held-out values of normal rows were from what the model expected: the standard deviation for each feature, in its own unit; 0 for
    /// one that never varied. None for images, and in files from before it was kept.
    /// </summary>
    public IReadOnlyList<float> FeatureSpreads { get; init; } = [];

    /// <summary>What the members are. Files from before plain autoencoders say nothing of it: theirs are variational.</summary>
    public VaeAutoencoderKind Autoencoder { get; init; }

    /// <summary>What training had to say of its rows, a sentence or two each; none in files from before it was kept.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>
    /// The columns of the training table that were left out because they name rows or say when they were: scoring keeps those of them that the data
    /// have. None for images, and in files from before they were kept.
    /// </summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>
    /// The pretrained network that a model of images looks through: what it is, where its weights come from and their licence, in words. Empty
    /// without one.
    /// </summary>
    public string PretrainedNetwork { get; init; } = "";

    /// <summary>SHA-256 of the file that the weights of the pretrained network were taken from, hexadecimal; empty without one.</summary>
    public string PretrainedDigest { get; init; } = "";

    /// <summary>
    /// The share of each image that is not looked at, as no training image showed it: 0 to below 1. A mask that all training images were under is
    /// part of the model file. 0 where all is looked at, for tables, and in files from before masks.
    /// </summary>
    public double MaskedShare { get; init; }

    /// <summary>
    /// SHA-256 of the file's content, hexadecimal, as the file says and as it was found; moving the threshold leaves it as it is. Null in files from
    /// before digests, where damage to a number is not noticed.
    /// </summary>
    public string? Digest { get; init; }

    /// <summary>
    /// What tells rows that trained from others, many at a time; no row can be read from it. Null for images, where too few rows differ, and in files
    /// from before it.
    /// </summary>
    internal TrainingSketch? Sketch { get; init; }

    /// <summary>
    /// How photographs that are larger than what the model looks at become tiles; null where it looks at whole images, and for tables. The tiles are
    /// the model's own matter: what is given to it, and what it says, is of whole photographs.
    /// </summary>
    public VaeTiling? Tiling { get; init; }

    /// <summary>The size of the images that the model takes, of photographs before they are cut into tiles; null for a model of tables.</summary>
    public VaeImageShape? ImageShape =>
        Tiling?.Photograph ?? (InputShape is [var channels, var height, var width] ? new(channels, height, width) : null);

    /// <summary>What the rows of the model are.</summary>
    public VaeModality Modality => ImageShape is null ? VaeModality.Table : VaeModality.Image;

    /// <summary>Number of features of one row: the product of <see cref="InputShape"/>, or the values of a photograph.</summary>
    public int FeatureCount => RowShape.Aggregate(1, (product, size) => product * size);

    /// <summary>The names of the features, in the order of the input tensor; none for images.</summary>
    public IReadOnlyList<string> FeatureNames => [.. Columns.SelectMany(column => column.FeatureNames)];

    /// <summary>The shape of one row as users give it: [features], of images and whole photographs [channels, height, width].</summary>
    internal IReadOnlyList<int> RowShape => Tiling is { Photograph: var whole } ? [whole.Channels, whole.Height, whole.Width] : InputShape;

    /// <summary>The same of what the graph looks at: of a tile as if it were an image.</summary>
    internal VaeModelInfo OfGraph => Tiling is null ? this : this with { Tiling = null };

    /// <summary>The smallest p-value the calibration can give, and so the smallest false-alarm rate it can promise.</summary>
    public double SmallestPValue => 1.0 / (CalibrationRows + 1);
}
