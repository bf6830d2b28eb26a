using Google.Protobuf;
using Vae.MLNet;
using Vae.Training.Export;
using Vae.Training.Images;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

public sealed class VaeTrainingOptionsTests
{
    private static readonly VaeTrainingOptions Base = new() { Members = 3, HiddenUnits = 8, Steps = 20, BatchSize = 32, Device = VaeDevice.Cpu };

    private static readonly Lazy<byte[]> BaseGraph = new(() => Graph(Base));

    public static TheoryData<string> ShapingOptions => [.. Changes.Keys];

    private static Dictionary<string, VaeTrainingOptions> Changes { get; } = new()
    {
        [nameof(Base.Score)] = Base with { Score = VaeScoreKind.Pure },
        [nameof(Base.Contamination)] = Base with { Contamination = 0.1, Score = VaeScoreKind.Hybrid },
        [nameof(Base.FalseAlarmRate)] = Base with { FalseAlarmRate = 0.2 },
        [nameof(Base.Members)] = Base with { Members = 2 },
        [nameof(Base.HiddenUnits)] = Base with { HiddenUnits = 9 },
        [nameof(Base.LatentDimension)] = Base with { LatentDimension = 2 },
        [nameof(Base.Steps)] = Base with { Steps = 21 },
        [nameof(Base.BatchSize)] = Base with { BatchSize = 16 },
        [nameof(Base.LearningRate)] = Base with { LearningRate = 3e-3 },
        [nameof(Base.Autoencoder)] = Base with { Autoencoder = VaeAutoencoderKind.Plain },
        [nameof(Base.KlWeight)] = Base with { KlWeight = 2 },
        [nameof(Base.References)] = Base with { References = VaeReferenceKind.Rows },
        [nameof(Base.ReferenceVectors)] = Base with { ReferenceVectors = 3 },
        [nameof(Base.ReferenceBytes)] = Base with { ReferenceBytes = 1024 },
        [nameof(Base.MemoryBytes)] = Base with { MemoryBytes = 65_536 },
        [nameof(Base.Seed)] = Base with { Seed = 2 },
    };

    [Fact]
    public void The_defaults_are_as_documented_and_valid()
    {
        var options = new VaeTrainingOptions();

        options.Validate();
        Assert.Equal(
            "VaeTrainingOptions { Score = , Contamination = 0, FalseAlarmRate = , Members = , HiddenUnits = 128, LatentDimension = , Steps = , BatchSize = , LearningRate = 0.002, KlWeight = 1, Autoencoder = Variational, References = Prototypes, ReferenceVectors = , ReferenceBytes = 16777216, PretrainedNetwork = , ImageShape = , Tiling = , ImageMask = , GroupColumn = , Dates = LeaveOut, MemoryBytes = 1073741824, Seed = , TimeLimit = , Checkpoint = , Device = Auto, Threads = 0 }",
            options.ToString());
        var (tables, images) = (TableTrainer.PlanOf(options), ImageTrainer.PlanOf(options, new(1, 28, 28)));
        Assert.Equal((5, 1000, 128), (tables.Members, tables.Steps, tables.BatchSize));
        Assert.Equal((3, 300, 64), (images.Members, images.Steps, images.BatchSize));
        Assert.Equal(100, ImageTrainer.PlanOf(options, new(1, 64, 64)).Steps);           // a pretrained network makes the score
        Assert.Equal(300, ImageTrainer.PlanOf(options with { PretrainedNetwork = false }, new(1, 64, 64)).Steps);
        Assert.Equal(Digest(options), Digest(options with { Members = 5, Steps = 1000, BatchSize = 128, Seed = 1 }));
        Assert.Equal(VaeScoreKind.Hybrid, TableHeads.KindOf(options));
        Assert.Equal(VaeScoreKind.Robust, TableHeads.KindOf(options with { Contamination = 0.1 }));
        Assert.Equal(VaeScoreKind.Robust, TableHeads.KindOf(options with { Contamination = null }));
        Assert.NotEqual(Digest(options with { Score = VaeScoreKind.Robust }), Digest(options with { Score = VaeScoreKind.Robust, Contamination = null }));
        Assert.Equal(
            (0, 0.1, VaeTrainingOptions.UnknownShare),
            (tables.TrimmedShare, TableTrainer.PlanOf(options with { Contamination = 0.1 }).TrimmedShare, TableTrainer.PlanOf(options with { Contamination = null }).TrimmedShare));
    }

    [Theory]
    [MemberData(nameof(ShapingOptions))]
    public void Every_option_that_shapes_the_model_changes_it_and_its_digest(string option)
    {
        var changed = Changes[option];

        Assert.NotEqual(Digest(Base), Digest(changed));
        if (option != nameof(Base.MemoryBytes))                                         // see VaeTrainerTests
        {
            Assert.NotEqual(BaseGraph.Value, Graph(changed));
        }
    }

    /// <summary>The others are proven where they act: the time limit by the training loop, checkpoints by their own tests, device and threads by the tests of <see cref="VaeTraining"/>, the image shape, tiles, the mask and dates by those of <see cref="VaeTrainingData"/> and <see cref="VaeTrainer"/>, the pretrained network by its own.</summary>
    [Fact]
    public void No_option_is_forgotten_here()
    {
        Assert.Equal(
            typeof(VaeTrainingOptions).GetProperties().Select(property => property.Name).Except(["TimeLimit", "Checkpoint", "Device", "Threads", "ImageShape", "Tiling", "ImageMask", "GroupColumn", "Dates", "PretrainedNetwork"]).Order(),
            Changes.Keys.Order());
    }

    [Fact]
    public void Options_that_do_not_shape_the_model_leave_its_digest()
    {
        Assert.Equal(Digest(Base), Digest(Base with { TimeLimit = TimeSpan.FromHours(1), Device = VaeDevice.Auto, Threads = 3 }));
        Assert.Matches("^[0-9a-f]{64}$", Digest(Base));
    }

    public static TheoryData<VaeTrainingOptions, string> Invalid => new()
    {
        { Base with { Contamination = -0.1 }, "Training option 'Contamination' must lie between 0 and 0.5, or be null where nobody knows; got -0.1." },
        { Base with { Contamination = 0.51 }, "Training option 'Contamination' must lie between 0 and 0.5, or be null where nobody knows; got 0.51." },
        { Base with { Contamination = double.NaN }, "Training option 'Contamination' must lie between 0 and 0.5, or be null where nobody knows; got NaN." },
        { Base with { FalseAlarmRate = 0 }, "Training option 'FalseAlarmRate' must lie between 0 and 1, both excluded; got 0." },
        { Base with { FalseAlarmRate = 1 }, "Training option 'FalseAlarmRate' must lie between 0 and 1, both excluded; got 1." },
        { Base with { Members = 1 }, "Training option 'Members' must lie between 2 and 20; got 1." },
        { Base with { Members = 21 }, "Training option 'Members' must lie between 2 and 20; got 21." },
        { Base with { HiddenUnits = 0 }, "Training option 'HiddenUnits' must lie between 1 and 4096; got 0." },
        { Base with { HiddenUnits = 4097 }, "Training option 'HiddenUnits' must lie between 1 and 4096; got 4097." },
        { Base with { LatentDimension = 0 }, "Training option 'LatentDimension' must lie between 1 and 1024; got 0." },
        { Base with { LatentDimension = 1025 }, "Training option 'LatentDimension' must lie between 1 and 1024; got 1025." },
        { Base with { Steps = 0 }, "Training option 'Steps' must be at least 1; got 0." },
        { Base with { BatchSize = 0 }, "Training option 'BatchSize' must be at least 1; got 0." },
        { Base with { LearningRate = 0 }, "Training option 'LearningRate' must be above 0 and finite; got 0." },
        { Base with { LearningRate = double.PositiveInfinity }, "Training option 'LearningRate' must be above 0 and finite; got Infinity." },
        { Base with { KlWeight = -1 }, "Training option 'KlWeight' must be at least 0 and finite; got -1." },
        { Base with { References = VaeReferenceKind.None }, "Training option 'References' must be Prototypes or Rows; got None." },
        { Base with { ReferenceVectors = 0 }, "Training option 'ReferenceVectors' must lie between 1 and 100000; got 0." },
        { Base with { ReferenceVectors = 100_001 }, "Training option 'ReferenceVectors' must lie between 1 and 100000; got 100001." },
        { Base with { ReferenceBytes = 1023 }, "Training option 'ReferenceBytes' must be at least 1024; got 1023." },
        { Base with { MemoryBytes = 65_535 }, "Training option 'MemoryBytes' must be at least 65536; got 65535." },
        { Base with { TimeLimit = TimeSpan.Zero }, "Training option 'TimeLimit' must be above zero; got 00:00:00." },
        { Base with { Threads = -1 }, "Training option 'Threads' must lie between 0 and 1024; got -1." },
        { Base with { Threads = 1025 }, "Training option 'Threads' must lie between 0 and 1024; got 1025." },
        { Base with { Device = (VaeDevice)9 }, "Training option 'Device' must be one of Auto, Cpu, Cuda; got 9." },
        { Base with { Score = (VaeScoreKind)9 }, "Training option 'Score' must be one of Hybrid, Residual, Pure, Robust; got 9." },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_option_outside_its_range_is_refused_by_name(VaeTrainingOptions options, string message)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => VaeTraining.Train(Samples.Plain(20), options));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(message.Split('\'')[1], error.ParamName);
    }

    private static string Digest(VaeTrainingOptions options) => OptionsDigest.Of(options, TableTrainer.PlanOf(options));

    /// <summary>The file without what it says of itself.</summary>
    private static byte[] Graph(VaeTrainingOptions options)
    {
        using var model = VaeTraining.Train(Samples.Plain(120), options).OpenModel(new() { Device = VaeDevice.Cpu });
        return model.Native.File.Parse().Graph.ToByteArray();
    }
}
