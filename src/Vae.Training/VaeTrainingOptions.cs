using System.Text.Json.Serialization;
using Vae.MLNet;

namespace Vae.Training;

/// <summary>
/// How a detector is trained. The defaults are round numbers in a flat region, chosen on 22 public data sets; docs/detection.md has the evidence.
/// </summary>
public sealed record VaeTrainingOptions
{
    /// <summary>
    /// The share of a batch that is kept out of the loss where <see cref="Contamination"/> is unknown: 0.05. No distribution of scores tells the true
    /// share, and in the studies behind docs/detection.md even the true one was no better than a round number.
    /// </summary>
    public const double UnknownShare = 0.05;

    /// <summary>
    /// How the score is formed. Default null: <see cref="VaeScoreKind.Hybrid"/>, or <see cref="VaeScoreKind.Robust"/> when
    /// <see cref="Contamination"/> is above 0 or unknown. Images have one kind, <see cref="VaeScoreKind.Pure"/>: their heads need no references, so
    /// the options about references do nothing there.
    /// </summary>
    public VaeScoreKind? Score { get; init; }

    /// <summary>
    /// The share of anomalies expected among the training rows, 0 to 0.5. Default 0: all training rows are normal. Above 0, that share of the
    /// rows (the worst by held-out error) is kept out of the loss, the statistics and the references. On clean data it costs accuracy.
    /// Null: nobody knows. Then the worst <see cref="UnknownShare"/> of each batch is kept out of the loss, whatever the truth, and small random
    /// samples of all rows are the references, which anomalies cannot spoil; all rows calibrate, so that the promise is about rows like these,
    /// anomalies among them. On clean data that costs about 0.016 AUROC and 0.035 average precision. Of tables only.
    /// </summary>
    public double? Contamination { get; init; } = 0;

    /// <summary>
    /// The share of normal rows that <c>PredictedLabel</c> may flag, above 0 and below 1. Default null: 0.01, or 0.05 with fewer than 500 training
    /// rows, which cannot carry less with any precision. It can be changed later without training.
    /// </summary>
    public double? FalseAlarmRate { get; init; }

    /// <summary>
    /// Number of VAEs, 2 to 20. Default null: 5 for tables, where fewer lose accuracy (one member 0.01 AUROC) and more gain nothing; 3 for images,
    /// whose members cost more. Each member leaves one fold of the rows out of its training; these held-out rows calibrate the scores.
    /// </summary>
    public int? Members { get; init; }

    /// <summary>
    /// Width of the two hidden layers of encoder and decoder, 1 to 4,096 units; of images, of the dense layer on either side of the latent. Default
    /// 128: 64 costs 0.002 AUROC, 256 gains nothing. Of many thousands of features as many as fit into 16 MiB of the file, and a remark.
    /// </summary>
    public int HiddenUnits { get; init; } = 128;

    /// <summary>
    /// Number of latent dimensions of each member, 1 to 1,024. Default null: the number of features that vary, at least 2 and at most 64; for images
    /// 32 up to 32 pixels a side, else 64. Smaller latents lose accuracy: the KL term, not the width, limits what a VAE can pass through.
    /// </summary>
    public int? LatentDimension { get; init; }

    /// <summary>
    /// Optimiser steps, at least 1. Default null: 1,000 for tables of any number of rows, of which 3,000 gain nothing up to 10,000 rows and 4,000
    /// little at 50,000, and fewer where more than 2,048 features vary, down to 100; 300 for images, 100 where a pretrained network makes the score.
    /// </summary>
    public int? Steps { get; init; }

    /// <summary>Rows per step and member, at least 1. Default null: 128 for tables, 64 for images.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Peak learning rate of Adam, above 0. Default 0.002, reached after 50 steps and lowered along a cosine to 2 % of it.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Weight of the KL divergence in the loss (β), at least 0. Default 1: the ELBO itself. 3 costs 0.012 AUROC or more.</summary>
    public double KlWeight { get; init; } = 1;

    /// <summary>
    /// What the members are. Default <see cref="VaeAutoencoderKind.Variational"/>. <see cref="VaeAutoencoderKind.Plain"/> trains without KL
    /// divergence and without sampling, to compare: such a model scores as others do, but has no latent space to draw new rows from, and its
    /// <c>KlDivergence</c> and <c>LatentLogVariance</c> mean nothing. <see cref="KlWeight"/> does nothing then.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public VaeAutoencoderKind Autoencoder { get; init; }

    /// <summary>
    /// What the references are. Default <see cref="VaeReferenceKind.Prototypes"/>: centres of groups of rows, so that no training row leaves with the
    /// model file. <see cref="VaeReferenceKind.Rows"/> stores training rows. Ignored by <see cref="VaeScoreKind.Pure"/>, which needs none.
    /// </summary>
    public VaeReferenceKind References { get; init; } = VaeReferenceKind.Prototypes;

    /// <summary>
    /// Most reference vectors per member and head, 1 to 100,000. Default null: 128 prototypes of residuals and 256 of rows per fold, or 1,600 and 400
    /// where the references are rows, and of tables of more than 20,000 rows more in proportion, up to four times as many; for
    /// <see cref="VaeScoreKind.Robust"/> 1,024 of each, 64 samples of 16. Prototypes stand for at least two rows each.
    /// </summary>
    public int? ReferenceVectors { get; init; }

    /// <summary>
    /// Most bytes that the references may take in the file, at least 1,024. Default 16 MiB; wide data gets fewer references, and where more than
    /// 1,024 features vary, half of that is the most.
    /// </summary>
    public long ReferenceBytes { get; init; } = 16 << 20;

    /// <summary>
    /// Whether a detector of images looks through a pretrained network too, which finds small defects far better. The network is that of the package
    /// <c>Vae.Training.Features</c>; it becomes part of the model file. Default null: where the program has the package and the images' sides are 64
    /// pixels or more. True: also for smaller images, and an error without the package. False: not at all. Ignored for tables.
    /// </summary>
    public bool? PretrainedNetwork { get; init; }

    /// <summary>
    /// The size of the images that a flat vector column holds. Default null: a vector of three dimensions [channels, height, width], as
    /// <c>ExtractPixels</c> makes it, holds images, any other the features of a table. Used by <see cref="VaeTrainer"/> only. Steps that follow the
    /// trainer in a chain and read <c>Heatmap</c> need it where the pixels do not come from an image column of the same data: a chain asks for the
    /// columns before there is a vector to measure.
    /// </summary>
    [JsonIgnore]
    public VaeImageShape? ImageShape { get; init; }

    /// <summary>
    /// How photographs become tiles: what they are brought to, and how they are cut. Default null: images are looked at whole. Used by
    /// <see cref="VaeTrainer"/> only, in place of <see cref="ImageShape"/>.
    /// </summary>
    [JsonIgnore]
    public VaeTiling? Tiling { get; init; }

    /// <summary>
    /// A picture that says what is not looked at in any image: stretched over it, nothing is where it is darker than half of its lightest. Default
    /// null: all is looked at. The mask becomes part of the model file. Ignored for tables.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? ImageMask { get; init; }

    /// <summary>
    /// The column that says which rows belong together, such as those of one part, machine, customer or day: text, a key, a number, or true and
    /// false. It is no feature. Default null: every row stands for itself. See <see cref="VaeTrainingData.Groups"/>. Used by <see cref="VaeTrainer"/>
    /// only.
    /// </summary>
    [JsonIgnore]
    public string? GroupColumn { get; init; }

    /// <summary>
    /// What columns of dates become among columns by name: <c>DateTime</c>, and text that holds dates and times. Default
    /// <see cref="VaeDateUse.LeaveOut"/>: none may be named. <see cref="VaeDateUse.Cycles"/>: those of hour, weekday and month that the rows span,
    /// as sine and cosine. Used by <see cref="VaeTrainer"/> only.
    /// </summary>
    [JsonIgnore]
    public VaeDateUse Dates { get; init; }

    /// <summary>
    /// Most bytes that training rows read from an <c>IDataView</c> may take in memory, at least 65,536. Default 1 GiB: nine million rows of 30
    /// features. Of more rows a uniform random sample trains: the default run looks at 640,000. Images in files need not fit: see
    /// <see cref="VaeTrainingData(MLNet.VaeImageSet, MLNet.VaeImageShape)"/>.
    /// </summary>
    public long MemoryBytes { get; init; } = 1 << 30;

    /// <summary>
    /// Seed of everything random. Default null: in <see cref="VaeTrainer"/> the seed of the <c>MLContext</c>, where it was made with one; otherwise
    /// 1. Same seed, data and options give the same bits on the same CPU kind and library versions.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>
    /// Training stops after this time and keeps the best model so far; above zero. Default null: no limit. Calibration and export come on top;
    /// where more than 1,024 features vary they take longer, and half of the time is kept for them.
    /// </summary>
    [JsonIgnore]
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>
    /// A file from which a run that was killed goes on. Default null: none is written. In <see cref="VaeTrainer"/> and <see cref="VaeTraining"/>
    /// alike.
    /// </summary>
    [JsonIgnore]
    public VaeCheckpointOptions? Checkpoint { get; init; }

    /// <summary>Where training runs. Default <see cref="VaeDevice.Auto"/>: CUDA where TorchSharp has it, else the CPU.</summary>
    [JsonIgnore]
    public VaeDevice Device { get; init; } = VaeDevice.Auto;

    /// <summary>
    /// CPU threads for training, 0 to 1,024. Default 0: all cores. Members of small networks learn side by side, at most one thread each, with the
    /// same bits for any number of threads; the operations of large networks, and of images, take all threads one after the other. The setting of the
    /// process is restored afterwards.
    /// </summary>
    [JsonIgnore]
    public int Threads { get; init; }

    /// <summary>What the images of a data view are brought to, where that is said.</summary>
    internal VaeImageShape? WholeShape => Tiling?.Photograph ?? ImageShape;

    /// <summary>The seed, or the default where none is given.</summary>
    internal int SeedOrDefault => Seed ?? 1;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range; the message names it.</exception>
    internal void Validate()
    {
        Require(
            Contamination is null or (>= 0 and <= 0.5), nameof(Contamination), Contamination, "lie between 0 and 0.5, or be null where nobody knows");
        Require(FalseAlarmRate is null or (> 0 and < 1), nameof(FalseAlarmRate), FalseAlarmRate, "lie between 0 and 1, both excluded");
        Require(Members is null or (>= 2 and <= 20), nameof(Members), Members, "lie between 2 and 20");
        Require(HiddenUnits is >= 1 and <= 4096, nameof(HiddenUnits), HiddenUnits, "lie between 1 and 4096");
        Require(LatentDimension is null or (>= 1 and <= 1024), nameof(LatentDimension), LatentDimension, "lie between 1 and 1024");
        Require(Steps is null or >= 1, nameof(Steps), Steps, "be at least 1");
        Require(BatchSize is null or >= 1, nameof(BatchSize), BatchSize, "be at least 1");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "be above 0 and finite");
        Require(KlWeight >= 0 && double.IsFinite(KlWeight), nameof(KlWeight), KlWeight, "be at least 0 and finite");
        Require(
            Enum.IsDefined(Dates), nameof(Dates), Dates, "be one of " + string.Join(", ", Enum.GetNames<VaeDateUse>()));
        Require(
            Enum.IsDefined(Autoencoder), nameof(Autoencoder), Autoencoder, "be one of " + string.Join(", ", Enum.GetNames<VaeAutoencoderKind>()));
        Require(References is VaeReferenceKind.Prototypes or VaeReferenceKind.Rows, nameof(References), References, "be Prototypes or Rows");
        Require(ReferenceVectors is null or (>= 1 and <= 100_000), nameof(ReferenceVectors), ReferenceVectors, "lie between 1 and 100000");
        Require(ReferenceBytes >= 1024, nameof(ReferenceBytes), ReferenceBytes, "be at least 1024");
        ImageShape?.Validate(nameof(ImageShape));
        Require(
            Tiling is null || ImageShape is null, nameof(Tiling), ImageShape,
            $"come without '{nameof(ImageShape)}', as it says what photographs are brought to");
        Checkpoint?.Validate();
        Require(MemoryBytes >= 65_536, nameof(MemoryBytes), MemoryBytes, "be at least 65536");
        Require(TimeLimit is null || TimeLimit > TimeSpan.Zero, nameof(TimeLimit), TimeLimit, "be above zero");
        Require(Threads is >= 0 and <= 1024, nameof(Threads), Threads, "lie between 0 and 1024");
        Require(Enum.IsDefined(Device), nameof(Device), Device, "be one of " + string.Join(", ", Enum.GetNames<VaeDevice>()));
        Require(Score is null || Enum.IsDefined(Score.Value), nameof(Score), Score, "be one of " + string.Join(", ", Enum.GetNames<VaeScoreKind>()));
    }

    private static void Require(bool holds, string name, object? actual, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"Training option '{name}' must {rule}; got {actual}."));
        }
    }
}
