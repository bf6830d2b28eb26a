using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Checkpoints;
using Vae.Training.Export;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>Members that were trained each for itself, through the public door, against one run with all.</summary>
public sealed class MemberTests : IDisposable
{
    private static readonly VaeImageShape Shape = new(1, 16, 16);

    private readonly TemporaryFolder _folder = new();

    private string Members => _folder.File("members");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, VaeScoreKind.Hybrid, 32)]
    [InlineData(0.05, VaeScoreKind.Robust, 32)]
    [InlineData(0, VaeScoreKind.Pure, 21)]
    public void Members_of_a_table_make_the_file_of_one_run(double contamination, VaeScoreKind score, int batchSize) =>
        Same(Samples.Mixed(240), Run.Quick with { Contamination = contamination, Score = score, BatchSize = batchSize });

    [Fact]
    public void Members_of_rows_that_belong_together_make_the_file_of_one_run()
    {
        string[] groups = [.. Enumerable.Range(0, 240).Select(row => $"group {row / 4}")];
        Same(new VaeTrainingData(Samples.MixedRows(240), Samples.MixedColumns) { Groups = groups }, Run.Quick with { Contamination = null });
    }

    [Fact]
    public void Members_of_images_make_the_file_of_one_run() =>
        Same(new VaeTrainingData(ImageRun.Pixels(24, Shape), Shape), ImageRun.Quick);

    /// <summary>How many inputs vary decides over the steps, which options alone do not tell.</summary>
    [Fact]
    public void Members_of_a_wide_table_take_as_many_steps_as_its_run()
    {
        const int width = 12_000, rows = 24;
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, rows * width).Select(_ => (float)random.NextDouble())];
        VaeColumn[] columns = [.. Enumerable.Range(0, width).Select(i => new VaeColumn(FormattableString.Invariant($"Feature{i}")))];
        var (data, options) = (new VaeTrainingData(values, columns), Run.Quick with { Members = 2, Steps = null, BatchSize = 8, HiddenUnits = 4 });

        var member = VaeMembers.Train(data, Member(1) with { Count = 2, Interval = TimeSpan.FromHours(1) }, options);
        VaeMembers.Train(data, Member(2) with { Count = 2, Interval = TimeSpan.FromHours(1) }, options);
        var again = VaeMembers.Train(data, Member(1) with { Count = 2, Resume = true }, options);

        Assert.Equal((170, 170), (member.Step, member.Steps));                          // 1,000 · 2,048 / 12,000
        Assert.Equal(member with { ResumedFrom = 170 }, again);
        Assert.Equal(Bytes(VaeTraining.Train(data, options)), Bytes(VaeMembers.Assemble(data, Members, options)));
    }

    [Fact]
    public void A_member_that_was_killed_goes_on_and_a_finished_one_is_left_alone()
    {
        var data = Samples.Mixed(240);
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => VaeMembers.Train(data, Member(2), Run.Quick, new Reports(report =>
        {
            if (report.Step >= 30)
            {
                cancellation.Cancel();
            }
        }), cancellation: cancellation.Token));
        File.WriteAllText(FileOf(2) + ".0123456789.tmp", "half of a state");

        var killed = VaeMembers.Train(data, Member(2) with { Resume = true }, Run.Quick);
        Assert.InRange(killed.ResumedFrom!.Value, 29, 31);
        Assert.True(killed.IsFinished);
        Assert.Equal([FileOf(2)], Directory.GetFiles(Members));

        var written = File.GetLastWriteTimeUtc(FileOf(2));
        var again = VaeMembers.Train(data, Member(2) with { Resume = true }, Run.Quick, new Reports(_ => Assert.Fail("It trained again.")));
        Assert.Equal(new VaeMember(FileOf(2), 2, 3, 60, 60, 60), again);
        Assert.Equal(written, File.GetLastWriteTimeUtc(FileOf(2)));

        VaeMembers.Train(data, Member(1), Run.Quick);
        VaeMembers.Train(data, Member(3) with { Resume = true }, Run.Quick);
        Assert.Equal(Bytes(VaeTraining.Train(data, Run.Quick)), Bytes(VaeMembers.Assemble(data, Members, Run.Quick)));
    }

    [Fact]
    public void A_member_that_is_stopped_says_where_and_cannot_be_assembled_before_its_end()
    {
        var data = Samples.Mixed(240);
        using var stop = new CancellationTokenSource();
        var stopped = VaeMembers.Train(data, Member(1) with { Interval = TimeSpan.FromHours(1) }, Run.Quick, new Reports(report => stop.Cancel()), stop.Token);
        Assert.False(stopped.IsFinished);
        Train(data, Run.Quick, 2, 3);

        Assert.Equal(
            $"Member '{FileOf(1)}' must have come to its end, step 60; got step {stopped.Step}. Go on with --member 1/3 --resume.",
            Refusal(data, Run.Quick));
        VaeMembers.Train(data, Member(1) with { Resume = true }, Run.Quick);
        Assert.Equal(Bytes(VaeTraining.Train(data, Run.Quick)), Bytes(VaeMembers.Assemble(data, Members, Run.Quick)));
    }

    [Fact]
    public void A_member_is_not_trained_over()
    {
        var data = Samples.Mixed(240);
        Train(data, Run.Quick, 1);
        Assert.Equal(
            $"Member '{FileOf(1)}' must not be there unless a run goes on from it; got a file. Go on with --resume, in code Resume, or remove it to start anew. "
            + "(Parameter 'options')",
            Assert.Throws<ArgumentException>(() => Train(data, Run.Quick, 1)).Message);
    }

    [Fact]
    public void Missing_members_are_named()
    {
        var data = Samples.Mixed(240);
        Assert.Equal($"Folder '{Members}' must hold the members of 'vae train --member'; got no such folder. Check the path.", Refusal(data, Run.Quick));
        Train(data, Run.Quick, 2);
        Assert.Equal($"Folder '{Members}' must hold all 3 members; got none of 1, 3. Train --member 1/3 and so on.", Refusal(data, Run.Quick));
        Train(data, Run.Quick, 1);
        Assert.Equal($"Folder '{Members}' must hold all 3 members; got none of 3. Train --member 3/3.", Refusal(data, Run.Quick));
    }

    [Fact]
    public void Members_of_another_run_are_refused_by_what_they_differ_in()
    {
        var data = Samples.Mixed(240);
        Train(data, Run.Quick, 1, 2);
        Train(data, Run.Quick with { Seed = 2 }, 3);
        Assert.Equal(
            $"Member '{FileOf(3)}' must come from a run with the same option 'Seed', 1; got 2. Go on with what it was made with, or remove it to start anew.",
            Refusal(data, Run.Quick));
        Assert.Equal(
            Refusal(data, Run.Quick),
            Assert.Throws<InvalidDataException>(() => VaeMembers.Train(data, Member(3) with { Resume = true }, Run.Quick)).Message);
        File.Delete(FileOf(3));
        Train(data, Run.Quick, 3);
        Assert.Contains("the same option 'HiddenUnits', 13; got 12.", Refusal(data, Run.Quick with { HiddenUnits = 13 }), StringComparison.Ordinal);

        var other = Samples.Mixed(240);
        other.Values[7]++;
        Assert.Matches($"Member '.*01-of-03.checkpoint' must come from a run with the same data, 240 rows of 10 features with the digest [0-9a-f]{{12}}; got other values", Refusal(other, Run.Quick));
        Assert.Equal(
            $"Folder '{Members}' must hold members of one run of 2; got 'member-01-of-03.checkpoint'. Remove those of the other run.",
            Refusal(data, Run.Quick with { Members = 2 }));
    }

    [Fact]
    public void Damaged_and_misnamed_members_are_refused_by_name()
    {
        var data = Samples.Mixed(240);
        Train(data, Run.Quick, 1, 2, 3);
        var bytes = File.ReadAllBytes(FileOf(2));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(FileOf(2), bytes);
        Assert.Equal(
            $"Member '{FileOf(2)}' must have the digest that it ends with; got another, so it is damaged. Copy it again, or remove it and train it again.",
            Refusal(data, Run.Quick));
        File.Copy(FileOf(1), FileOf(2), overwrite: true);
        Assert.Equal($"Member '{FileOf(2)}' must hold member 2, as its name says; got 1. Give the file its own name back.", Refusal(data, Run.Quick));
        File.WriteAllText(FileOf(2), "no member");
        Assert.Equal($"Member '{FileOf(2)}' must be a checkpoint of training; got another kind of file. Name the file that --member wrote.", Refusal(data, Run.Quick));
    }

    [Fact]
    public void Members_that_drew_other_numbers_are_refused()
    {
        var data = Samples.Mixed(240);
        Train(data, Run.Quick, 1, 2, 3);
        var plan = Modality.Of(data).PlanOf(Run.Quick);
        var identity = CheckpointIdentity.Of(data, Run.Quick, plan, default);
        var state = CheckpointFile.Read(FileOf(2), identity, CheckpointKind.Member);
        CheckpointFile.Write(FileOf(2), identity, state with { Random = [.. state.Random.Reverse()] });
        Assert.Equal(
            $"Folder '{Members}' must hold members that drew the same random numbers; got others, which another kind of machine draws. "
            + "Train all on machines of one kind, or in one run.",
            Refusal(data, Run.Quick));
    }

    [Fact]
    public void What_cannot_be_is_refused_before_training()
    {
        var data = Samples.Mixed(240);
        Assert.Equal(
            "Member 2/5 must be one of the 3 that this ensemble has; got one of 5. Train 3, from 1/3 to 3/3. (Parameter 'members')",
            Assert.Throws<ArgumentException>(() => VaeMembers.Train(data, Member(2) with { Count = 5 }, Run.Quick)).Message);
        Assert.Equal(
            "Member 0/3 must be counted from 1 to the number of members; got 0 of 3. The first is 1/3. (Parameter 'members')",
            Assert.Throws<ArgumentException>(() => VaeMembers.Train(data, Member(0), Run.Quick)).Message);
        Assert.Equal(
            "Training option 'TimeLimit' must come without members, which have to take the same number of steps. Set Steps instead. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => VaeMembers.Train(data, Member(1), Run.Quick with { TimeLimit = TimeSpan.FromHours(1) })).Message);
        Assert.Equal(
            "Training option 'Checkpoint' must come without members, whose files are their checkpoints. Leave it out. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => VaeMembers.Assemble(data, Members, Run.Quick with { Checkpoint = new() { Path = "x" } })).Message);
        Assert.False(Directory.Exists(Members));
    }

    [Fact]
    public void A_member_that_cannot_be_written_at_its_end_is_an_error()
    {
        var exception = Assert.Throws<IOException>(() => VaeMembers.Train(Samples.Mixed(240), Member(1), Run.Quick, new Reports(report =>
        {
            if (report.Step == 30)
            {
                File.Delete(FileOf(1));
                Directory.CreateDirectory(FileOf(1));
            }
        })));
        Assert.StartsWith($"Member '{FileOf(1)}' could not be written, '", exception.Message, StringComparison.Ordinal);
    }

    private void Same(VaeTrainingData data, VaeTrainingOptions options)
    {
        var whole = VaeTraining.Train(data, options);
        int[] backwards = [.. Enumerable.Range(1, options.Members!.Value).Reverse()];
        foreach (var number in backwards)
        {
            var trained = VaeMembers.Train(data, Member(number) with { Count = options.Members.Value }, options);
            Assert.Equal((true, (int?)null, options.Steps!.Value), (trained.IsFinished, trained.ResumedFrom, trained.Step));
        }

        var assembled = VaeMembers.Assemble(data, Members, options);

        Assert.Equal(Bytes(whole), Bytes(assembled));
        Assert.Equal(whole.TrainingScores, assembled.TrainingScores);
        Assert.Equal(whole.Remarks, assembled.Remarks);
        Assert.Equal(whole.History.Select(Timeless), assembled.History.Select(Timeless));

        static VaeTrainingProgress Timeless(VaeTrainingProgress report) => report with { Elapsed = TimeSpan.Zero };
    }

    private void Train(VaeTrainingData data, VaeTrainingOptions options, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            VaeMembers.Train(data, Member(number), options);
        }
    }

    private VaeMemberOptions Member(int number) => new() { Folder = Members, Number = number, Count = 3, Interval = TimeSpan.Zero };

    private string FileOf(int number) => Path.Combine(Members, $"member-{number:00}-of-03.checkpoint");

    private string Refusal(VaeTrainingData data, VaeTrainingOptions options) =>
        Assert.Throws<InvalidDataException>(() => VaeMembers.Assemble(data, Members, options)).Message;

    private byte[] Bytes(TrainedVae trained)
    {
        trained.Save(_folder.File("m.onnx"));
        return [.. File.ReadAllBytes(_folder.File("m.onnx")), .. File.ReadAllBytes(_folder.File("m.decoder.onnx"))];
    }
}
