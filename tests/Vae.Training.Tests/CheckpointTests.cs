using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Checkpoints;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>Runs through the public door that are broken off, and taken up from what they left on disk.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly VaeImageShape Shape = new(1, 16, 16);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("run.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(32)]
    public void A_table_that_was_broken_off_becomes_the_same_file(int step) => Same(Samples.Mixed(240), Run.Quick, step);

    [Fact]
    public void Images_that_were_broken_off_become_the_same_file() =>
        Same(new VaeTrainingData(ImageRun.Pixels(24, Shape), Shape), ImageRun.Quick, step: 5);

    [Fact]
    public void A_stopped_run_keeps_its_best_model_and_can_go_on_all_the_same()
    {
        var data = Samples.Mixed(240);
        var stopped = Stopped(data, Run.Quick);

        Assert.True(stopped.History[^1].Step < 60);
        var whole = VaeTraining.Train(data, Run.Quick);
        var resumed = VaeTraining.Train(data, Checkpointing(Run.Quick, resume: true));
        Assert.Equal(stopped.History[^1].Step, resumed.ResumedFrom);
        Assert.Equal(Bytes(whole), Bytes(resumed));
    }

    [Fact]
    public void A_run_that_ended_can_be_calibrated_again_from_its_checkpoint()
    {
        var data = Samples.Mixed(240);
        var whole = VaeTraining.Train(data, Checkpointing(Run.Quick, resume: false));
        var resumed = VaeTraining.Train(data, Checkpointing(Run.Quick, resume: true));
        Assert.Null(whole.ResumedFrom);
        Assert.Equal(60, resumed.ResumedFrom);
        Assert.Equal(Bytes(whole), Bytes(resumed));
    }

    [Fact]
    public void Where_there_is_no_checkpoint_yet_a_run_starts_from_the_beginning()
    {
        var resumed = VaeTraining.Train(Samples.Mixed(240), Checkpointing(Run.Quick, resume: true));
        Assert.Null(resumed.ResumedFrom);
        Assert.Equal(Bytes(VaeTraining.Train(Samples.Mixed(240), Run.Quick)), Bytes(resumed));
    }

    [Fact]
    public void The_work_of_another_run_is_not_overwritten()
    {
        File.WriteAllText(Path, "precious");
        Assert.Equal(
            $"Checkpoint '{Path}' must not be there unless a run goes on from it; got a file. Go on with --resume, in code Resume, or remove it to start anew. "
            + "(Parameter 'options')",
            Assert.Throws<ArgumentException>(() => VaeTraining.Train(Samples.Mixed(240), Checkpointing(Run.Quick, resume: false))).Message);
        Assert.Equal("precious", File.ReadAllText(Path));
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused_by_name()
    {
        var data = Samples.Mixed(240);
        Stopped(data, Run.Quick);
        Assert.Equal(
            $"Checkpoint '{Path}' must come from a run with the same option 'Steps', 70; got 60. Go on with what it was made with, or remove it to start anew.",
            Refusal(data, Run.Quick with { Steps = 70 }));
        Assert.Contains("the same option 'Seed', 2; got 1.", Refusal(data, Run.Quick with { Seed = 2 }), StringComparison.Ordinal);
        Assert.Contains("the same option 'FalseAlarmRate', 0.1; got null.", Refusal(data, Run.Quick with { FalseAlarmRate = 0.1 }), StringComparison.Ordinal);
        Assert.Contains("the same data, 241 rows of ", Refusal(Samples.Mixed(241), Run.Quick), StringComparison.Ordinal);
        var other = Samples.Mixed(240);
        other.Values[7]++;
        Assert.Matches("the same data, 240 rows of [0-9]+ features with the digest [0-9a-f]{12}; got other values, [0-9a-f]{12}\\.", Refusal(other, Run.Quick));
        Assert.Contains("the same data", Refusal(new VaeTrainingData(data.Values, [.. data.Columns.Select(column => column with { Name = column.Name + "x" })]), Run.Quick), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_version_or_device_is_refused_by_name()
    {
        var data = Samples.Mixed(240);
        Stopped(data, Run.Quick);
        var ours = Identity(data);
        var state = CheckpointFile.Read(Path, ours, CheckpointKind.Run);
        CheckpointFile.Write(Path, ours with { Versions = "Vae.Training 0.0.1" }, state);
        Assert.Matches("the same library version, OnnxRuntime .*; got Vae.Training 0.0.1.", Refusal(data, Run.Quick));

        CheckpointFile.Write(Path, ours, state with { Device = "cuda" });
        Assert.StartsWith("Checkpoint must come from the device that the run goes on with, cpu; got cuda, whose random numbers differ.", Refusal(data, Run.Quick), StringComparison.Ordinal);

        CheckpointFile.Write(Path, ours, state with { Members = [.. state.Members.Select(member => member with { BestWeights = [1, 2] })] });
        Assert.EndsWith("It is damaged: start anew without it.", Refusal(data, Run.Quick), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_wherever_the_damage_is()
    {
        var data = Samples.Mixed(240);
        Stopped(data, Run.Quick);
        var (bytes, random) = (File.ReadAllBytes(Path), new Random(1));
        foreach (var place in Enumerable.Range(0, 50).Select(_ => random.Next(8, bytes.Length)).Append(bytes.Length - 1))
        {
            bytes[place] ^= 1;
            File.WriteAllBytes(Path, bytes);
            Assert.Contains("it is damaged", Refusal(data, Run.Quick), StringComparison.Ordinal);
            bytes[place] ^= 1;
        }

        File.WriteAllBytes(Path, bytes[..(bytes.Length / 2)]);
        Assert.Contains("it is damaged", Refusal(data, Run.Quick), StringComparison.Ordinal);
        File.WriteAllBytes(Path, [.. bytes, 0]);
        Assert.Contains("it is damaged", Refusal(data, Run.Quick), StringComparison.Ordinal);
        File.WriteAllText(Path, "");
        Assert.Equal($"Checkpoint '{Path}' must be a checkpoint of training; got another kind of file. Name the file that --checkpoint wrote.", Refusal(data, Run.Quick));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_found_before_training() => Assert.Throws<DirectoryNotFoundException>(() => VaeTraining.Train(
        Samples.Mixed(240), Run.Quick with { Checkpoint = new() { Path = _folder.File("no/run.checkpoint") } }, new Reports(_ => Assert.Fail("It trained."))));

    [Fact]
    public void A_place_that_takes_no_more_checkpoints_ends_no_training_and_is_told()
    {
        var trained = VaeTraining.Train(Samples.Mixed(240), Checkpointing(Run.Quick, resume: false), new Reports(report =>
        {
            if (report.Step == 30)
            {
                File.Delete(Path);
                Directory.CreateDirectory(Path);
            }
        }));
        Assert.Equal(60, trained.History[^1].Step);
        Assert.StartsWith($"Checkpoint '{Path}' could not be written the last time, '", trained.Remarks[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(trained.Info.Remarks, remark => remark.StartsWith("Checkpoint", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        Assert.Equal(
            "Checkpoint option 'Interval' must be at least zero; got -00:00:01. (Parameter 'Interval')",
            Assert.Throws<ArgumentOutOfRangeException>(() => VaeTraining.Train(
                Samples.Mixed(240), Run.Quick with { Checkpoint = new() { Path = Path, Interval = TimeSpan.FromSeconds(-1) } })).Message);
        Assert.Throws<ArgumentException>(() => VaeTraining.Train(Samples.Mixed(240), Run.Quick with { Checkpoint = new() { Path = "" } }));
    }

    [Fact]
    public void Between_two_checkpoints_lies_the_interval_and_the_end_has_one()
    {
        var seen = new List<bool>();
        VaeTraining.Train(
            Samples.Mixed(240), Run.Quick with { Checkpoint = new() { Path = Path, Interval = TimeSpan.FromHours(1) } },
            new Reports(_ => seen.Add(File.Exists(Path))));
        Assert.All(seen, Assert.False);
        Assert.True(File.Exists(Path));
    }

    private void Same(VaeTrainingData data, VaeTrainingOptions options, int step)
    {
        var whole = VaeTraining.Train(data, options);
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => VaeTraining.Train(
            data, Checkpointing(options, resume: false), new Reports(report =>
            {
                if (report.Step >= step)
                {
                    cancellation.Cancel();
                }
            }), cancellation: cancellation.Token));

        var resumed = VaeTraining.Train(data, Checkpointing(options, resume: true));

        Assert.InRange(resumed.ResumedFrom!.Value, step, options.Steps!.Value - 1);
        Assert.Equal(Bytes(whole), Bytes(resumed));
        Assert.Equal([Path], Directory.GetFiles(_folder.Path).Except([_folder.File("m.onnx"), _folder.File("m.decoder.onnx")]));
    }

    private TrainedVae Stopped(VaeTrainingData data, VaeTrainingOptions options)
    {
        using var stop = new CancellationTokenSource();
        return VaeTraining.Train(data, Checkpointing(options, resume: false), new Reports(report => stop.Cancel()), stop.Token);
    }

    private string Refusal(VaeTrainingData data, VaeTrainingOptions options) =>
        Assert.Throws<InvalidDataException>(() => VaeTraining.Train(data, Checkpointing(options, resume: true))).Message;

    private VaeTrainingOptions Checkpointing(VaeTrainingOptions options, bool resume) =>
        options with { Checkpoint = new() { Path = Path, Interval = TimeSpan.Zero, Resume = resume } };

    private byte[] Bytes(TrainedVae trained)
    {
        trained.Save(_folder.File("m.onnx"));
        return [.. File.ReadAllBytes(_folder.File("m.onnx")), .. File.ReadAllBytes(_folder.File("m.decoder.onnx"))];
    }

    private static CheckpointIdentity Identity(VaeTrainingData data) => CheckpointIdentity.Of(data, Run.Quick, TableTrainer.PlanOf(Run.Quick), default);
}
