using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Export;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

public sealed class VaeTrainingTests : IDisposable
{
    private static readonly VaeTrainingOptions Quick = Run.Quick with { Steps = 20 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_another_model()
    {
        var (first, second, other) = (Bytes("first.onnx", Quick), Bytes("second.onnx", Quick), Bytes("other.onnx", Quick with { Seed = 2 }));

        Assert.Equal(first.Model, second.Model);
        Assert.Equal(first.Decoder, second.Decoder);
        Assert.NotEqual(first.Model, other.Model);

        (byte[] Model, byte[] Decoder) Bytes(string name, VaeTrainingOptions options)
        {
            VaeTraining.Train(Samples.Mixed(100), options).Save(_folder.File(name));
            return (File.ReadAllBytes(_folder.File(name)), File.ReadAllBytes(TrainedVae.DecoderPath(_folder.File(name))));
        }
    }

    [Fact]
    public void The_file_says_how_it_was_made()
    {
        var info = Run.Mixed().Vae.Info;

        Assert.Equal(Samples.MixedColumns.Select(column => column.Name), info.Columns.Select(column => column.Name));
        Assert.Equal(["blue", "green", "red"], info.Columns[^1].Categories);
        Assert.Equal("colour=green", info.FeatureNames[8]);
        Assert.Equal([10], info.InputShape);
        Assert.Equal((1, 3, 9, 240, 240), (info.Format, info.Members, info.LatentDimension, info.TrainingRows, info.CalibrationRows));
        Assert.Equal((1, 60, 0.0), (info.Seed, info.Steps, info.Contamination));
        Assert.Equal((VaeScoreKind.Hybrid, VaeReferenceKind.Prototypes), (info.ScoreKind, info.References));
        Assert.Equal(0.05, info.FalseAlarmRate);
        Assert.Equal(-Math.Log10(0.05), info.Threshold);
        Assert.Equal("false-alarm rate promised at training, calibrated on held-out training rows", info.ThresholdSource);
        Assert.Equal(OptionsDigest.Of(Run.Mixed().Options, TableTrainer.PlanOf(Run.Mixed().Options)), info.OptionsDigest);
        Assert.Equal(["OnnxRuntime", "TorchSharp", "Vae.Training"], info.Versions.Keys.Order());
        Assert.Equal("0.107.0", info.Versions["TorchSharp"]);

        // Prototypes: 80 for the 160 rows outside each fold, 40 for the 80 rows of each fold.
        Assert.Equal((3 * (80 + 40 + 40), 3 * (80 + 40 + 40) * 9 * sizeof(float)), (info.ReferenceVectors, info.ReferenceBytes));
    }

    /// <summary>Wide tables take fewer steps by default: the same number by hand is the same digest, that of other tables another.</summary>
    [Fact]
    public void The_digest_of_options_is_of_the_steps_that_the_run_was_to_take()
    {
        const int Features = 21_000;
        var columns = Enumerable.Range(0, Features).Select(column => new VaeColumn(FormattableString.Invariant($"c{column}"))).ToArray();
        var data = new VaeTrainingData([.. Enumerable.Range(0, 8 * Features).Select(i => MathF.Sin(i * i))], columns);
        var options = new VaeTrainingOptions { Members = 2, HiddenUnits = 4, LatentDimension = 2, Device = VaeDevice.Cpu, Threads = 1 };

        var info = VaeTraining.Train(data, options).Info;

        Assert.Equal(100, info.Steps);
        Assert.Equal(Digest(options with { Steps = 100 }), info.OptionsDigest);
        Assert.NotEqual(Digest(options with { Steps = 1_000 }), info.OptionsDigest);

        static string Digest(VaeTrainingOptions options) => OptionsDigest.Of(options, TableTrainer.PlanOf(options));
    }

    [Fact]
    public void The_default_promise_is_5_percent_for_few_rows_and_1_percent_for_many()
    {
        Assert.Equal(0.01, Run.Good().Vae.Info.FalseAlarmRate);
        Assert.Equal(1.0 / 7, VaeTraining.Train(Samples.Plain(6), Quick).Info.FalseAlarmRate);
    }

    [Theory]
    [InlineData(0, 0.009, "False-alarm rate must be at least 1 / (100 calibration rows + 1) = 0.009901,")]
    [InlineData(0.5, 0.015, "False-alarm rate must be at least 1 / (50 calibration rows + 1) = 0.019608,")]
    public void A_promise_that_the_rows_cannot_carry_is_refused(double contamination, double rate, string message)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => VaeTraining.Train(Samples.Plain(100), Quick with { Contamination = contamination, FalseAlarmRate = rate }));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_rows_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => VaeTraining.Train(Samples.Plain(5), Quick));

        Assert.Equal("Training data must hold at least 6 rows, two per member; got 5. Add rows. (Parameter 'data')", error.Message);
    }

    [Fact]
    public void Rows_without_any_number_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => VaeTraining.Train(new([float.NaN, float.PositiveInfinity, float.NaN, float.NaN, float.NaN, float.NaN], [new("a")]), Quick));

        Assert.Equal("Training data must hold at least one number; got missing or infinite values only. Check how the file is read. (Parameter 'data')", error.Message);
    }

    [Fact]
    public void A_loss_that_is_no_number_names_the_likely_column()
    {
        var rows = Samples.PlainRows(60);
        rows[(7 * 5) + 2] = 1e9f;                                                       // heat, far out in one row

        var error = Assert.Throws<ArithmeticException>(() => VaeTraining.Train(new(rows, Samples.PlainColumns), Quick with { LearningRate = 1e30 }));

        // The wild cell does not count for the scale, whose end is at a million deviations: 4 + ln(1 + 999,996).
        Assert.Equal(
            "The loss must stay finite; it did not at step 2 (epoch 2). The likely column is 'heat', with a value of 17.8 in scaled units. Check or ignore it, or lower the learning rate (1E+30).",
            error.Message);
    }

    [Fact]
    public void A_cancelled_token_stops_before_anything_is_done()
    {
        Assert.Throws<OperationCanceledException>(() => VaeTraining.Train(Samples.Plain(20), Quick, stop: new CancellationToken(canceled: true)));
        Assert.Throws<OperationCanceledException>(() => VaeTraining.Train(Samples.Plain(20), Quick, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_stop_keeps_a_model_that_works()
    {
        using var stop = new CancellationTokenSource();

        var trained = VaeTraining.Train(Samples.Plain(100), Quick with { Steps = 2000 }, new Reports(_ => stop.Cancel()), stop.Token);

        Assert.Equal(101, trained.Info.Steps);
        using var model = trained.OpenModel();
        Assert.All(model.Score(Samples.PlainRows(10)).Score, score => Assert.True(float.IsFinite(score)));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(20, false)]
    [InlineData(1, true)]
    [InlineData(20, true)]
    public void An_abandoned_run_keeps_nothing_whether_it_trains_or_calibrates(int step, bool images)
    {
        var shape = new VaeImageShape(1, 16, 16);
        var (data, options) = images ? (new(ImageRun.Pixels(20, shape), shape), ImageRun.Quick with { Steps = 20 }) : (Samples.Plain(100), Quick);
        var told = 0;
        using var cancellation = new CancellationTokenSource();
        var progress = new Reports(report =>
        {
            told = report.Step;
            if (report.Step == step)
            {
                cancellation.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => VaeTraining.Train(data, options, progress, cancellation: cancellation.Token));

        Assert.Equal(step, told);
    }

    [Theory]
    [InlineData(128, 0, 1)]
    [InlineData(128, 2, 1)]
    [InlineData(320, 2, 2)]
    public void Operations_of_large_networks_have_the_threads_of_the_options_and_the_setting_comes_back(int hidden, int option, int expected)
    {
        var before = torch.get_num_threads();
        torch.set_num_threads(3);
        try
        {
            var during = new List<int>();
            VaeTraining.Train(Samples.Plain(20), Quick with { HiddenUnits = hidden, Threads = option }, new Reports(_ => during.Add(torch.get_num_threads())));

            Assert.All(during, threads => Assert.Equal(expected, threads));
            Assert.Equal(3, torch.get_num_threads());
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }

    [Fact]
    public void Native_memory_is_freed_whether_a_run_ends_well_or_not()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        VaeTraining.Train(Samples.Mixed(40), Quick);
        Assert.Throws<ArithmeticException>(() => VaeTraining.Train(Samples.Plain(60), Quick with { LearningRate = 1e30 }));
        Assert.Throws<InvalidTimeZoneException>(() => VaeTraining.Train(Samples.Plain(60), Quick, new Reports(_ => throw new InvalidTimeZoneException())));

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [NoCudaFact]
    public void Cuda_without_a_device_is_refused_with_what_to_install()
    {
        var error = Assert.Throws<InvalidOperationException>(() => VaeTraining.Train(Samples.Plain(20), Quick with { Device = VaeDevice.Cuda }));

        Assert.Equal(
            "Training device 'Cuda' must be available to TorchSharp; it is not. Reference TorchSharp-cuda-linux or TorchSharp-cuda-windows instead of libtorch-cpu, with an NVIDIA driver installed, or choose Auto or Cpu.",
            error.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void Very_few_rows_and_constant_data_make_a_model_too(int features)
    {
        float[] rows = [.. Enumerable.Repeat(5f, 6 * features)];

        using var model = VaeTraining.Train(new(rows, [.. Enumerable.Range(0, features).Select(i => new VaeColumn($"f{i}"))]), Quick).OpenModel();

        float[] changed = [.. rows[..(features - 1)], 6];
        Assert.True(model.Score(changed).Score[0] > model.Score(rows).Score[0] + 0.5);
        Assert.Equal(8, model.FeatureErrors(changed)[^1], 3);
    }
}
