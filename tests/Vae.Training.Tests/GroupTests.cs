using Microsoft.ML;
using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Scoring;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>Rows that belong together: never on both sides of a fold, and counted once.</summary>
public sealed class GroupTests
{
    private static readonly VaeTrainingOptions Quick = Run.Quick with { Steps = 20 };

    [Fact]
    public void The_file_says_how_many_groups_there_were_and_promises_by_them()
    {
        var data = new VaeTrainingData(Samples.PlainRows(120), Samples.PlainColumns) { Groups = Names(120, 30) };

        var info = VaeTraining.Train(data, Quick).Info;

        Assert.Equal((30, 30, 120), (info.Groups, info.CalibrationRows, info.TrainingRows));
        Assert.Equal(1 / 31.0, info.SmallestPValue);
        Assert.Equal(0.05, info.FalseAlarmRate);
    }

    [Fact]
    public void Groups_of_one_row_score_as_no_groups_do_but_for_the_row_to_come()
    {
        var rows = Samples.MixedRows(120);
        var alone = VaeTraining.Train(new(rows, Samples.MixedColumns), Quick);
        var grouped = VaeTraining.Train(new(rows, Samples.MixedColumns) { Groups = Names(120, 120) }, Quick);

        using var folder = new TemporaryFolder();
        alone.Save(folder.File("alone.onnx"));
        grouped.Save(folder.File("grouped.onnx"));
        using var first = VaeModel.Load(folder.File("alone.onnx"));
        using var second = VaeModel.Load(folder.File("grouped.onnx"));

        // It counts 1 in each of three folds of forty rows, or a third: log10(41 / 40⅓).
        foreach (var (one, other) in first.Score(Samples.OddRows(50)).Score.Zip(second.Score(Samples.OddRows(50)).Score))
        {
            Assert.True(float.IsNaN(one) ? float.IsNaN(other) : Math.Abs(one - other) < 0.008, $"{one} and {other}");
        }

        Assert.Null(first.Info.Groups);
        Assert.Equal(120, second.Info.Groups);
    }

    /// <summary>Parts differ from each other and hardly within: dealt by row, new parts are flagged far too often; by part, they are not.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0.05)]
    public void With_groups_the_promise_holds_for_rows_of_new_groups(double? contamination)
    {
        var options = Run.Quick with { Steps = 150, FalseAlarmRate = 0.1, Contamination = contamination ?? 0 };
        var (rows, names) = Parts(parts: 60, each: 8, seed: 1);
        var (fresh, _) = Parts(parts: 400, each: 5, seed: 2);

        var alone = Flagged(new(rows, Samples.PlainColumns));
        var grouped = Flagged(new(rows, Samples.PlainColumns) { Groups = names });

        Assert.True(alone > 0.2, $"{alone}");
        Assert.InRange(grouped, 0.02, 0.17);

        double Flagged(VaeTrainingData data)
        {
            using var model = VaeTraining.Train(data, options).OpenModel();
            return model.Score(fresh).PredictedLabel.Average(label => label ? 1.0 : 0);
        }
    }

    [Fact]
    public void Near_copies_that_nobody_declared_are_remarked_and_the_remark_is_in_the_file()
    {
        var (rows, names) = Parts(parts: 40, each: 6, seed: 3);

        var alone = VaeTraining.Train(new(rows, Samples.PlainColumns), Quick);
        var grouped = VaeTraining.Train(new(rows, Samples.PlainColumns) { Groups = names }, Quick);

        var remark = Assert.Single(Run.OfData(alone.Remarks));
        Assert.StartsWith("Training rows seem to come in near-copies: the nearest of all others is typically 0.", remark, StringComparison.Ordinal);
        Assert.EndsWith("in code GroupColumn or Groups.", remark, StringComparison.Ordinal);
        Assert.Equal(alone.Remarks, alone.Info.Remarks);
        Assert.Empty(Run.OfData(grouped.Remarks));
    }

    [Fact]
    public void Rows_that_stand_for_themselves_are_no_near_copies()
    {
        Assert.Empty(NearCopies.Remarks(Tensor(Samples.PlainRows(400), 5), "rows"));

        // A discrete table, most of whose rows occur more than once.
        var random = new Random(1);
        Assert.Empty(NearCopies.Remarks(Tensor([.. Enumerable.Range(0, 1200).Select(_ => (float)random.Next(4))], 3), "rows"));

        // Many columns, few rows.
        Assert.Empty(NearCopies.Remarks(Tensor([.. Enumerable.Range(0, 70 * 300).Select(_ => Samples.Normal(random))], 300), "rows"));

        static TorchSharp.torch.Tensor Tensor(float[] rows, int width) => TorchSharp.torch.tensor(rows).view(-1, width);
    }

    [Fact]
    public void A_group_column_of_a_data_view_gives_the_groups_and_is_no_feature()
    {
        var context = new MLContext();
        var view = context.Data.LoadFromEnumerable(Enumerable.Range(0, 90).Select(row => new Machine
        {
            Load = MathF.Sin(row), Heat = row % 7, Name = $" m{row % 15} ", Number = row % 15, Day = new DateTime(2026, 1, 1 + (row % 15)),
        }));

        var expected = Enumerable.Range(0, 90).Select(row => row % 15).ToArray();
        foreach (var column in new[] { "Name", "Number", "Day" })
        {
            var data = VaeTrainingData.FromDataView(view, ["Load", "Heat"], groupColumnName: column);
            Assert.Equal(expected, data.GroupIndexes);
            Assert.Equal(2, data.FeatureCount);
        }

        using var byName = context.AnomalyDetection.Trainers.Vae(["Load", "Heat"], Quick with { GroupColumn = "Name" }).Fit(view);
        var vectors = context.Transforms.Concatenate("Features", "Load", "Heat").Fit(view).Transform(view);
        using var byVector = context.AnomalyDetection.Trainers.Vae("Features", Quick with { GroupColumn = "Number" }).Fit(vectors);
        Assert.Equal(15, byName.Model.Info.Groups);
        Assert.Equal(15, byVector.Model.Info.Groups);
    }

    [Fact]
    public void Too_few_groups_and_unfit_ones_are_refused_by_name()
    {
        Assert.Equal(
            "Training data must hold at least 6 groups, two per member; got 5 in 60 rows. Add groups, or name smaller ones: those within which rows are alike. "
                + "(Parameter 'data')",
            Message(() => VaeTraining.Train(new(Samples.PlainRows(60), Samples.PlainColumns) { Groups = Names(60, 5) }, Quick)));
        Assert.StartsWith(
            "False-alarm rate must be at least 1 / (20 calibration groups + 1)",
            Message(() => VaeTraining.Train(
                new(Samples.PlainRows(60), Samples.PlainColumns) { Groups = Names(60, 20) }, Quick with { FalseAlarmRate = 0.01 })),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "'Groups' must name one group for each of 60 rows; got 3.",
            Message(() => new VaeTrainingData(Samples.PlainRows(60), Samples.PlainColumns) { Groups = ["a", "b", "c"] }),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "'Groups' must name a group for every row; got none for row 2.",
            Message(() => new VaeTrainingData(Samples.PlainRows(2), Samples.PlainColumns) { Groups = ["a", ""] }),
            StringComparison.Ordinal);
        var view = new MLContext().Data.LoadFromEnumerable([new Machine()]);
        Assert.StartsWith(
            "Group column 'Part' must be in the data; got columns 'Load', 'Heat', 'Name', 'Number', 'Day'.",
            Message(() => VaeTrainingData.FromDataView(view, ["Load"], groupColumnName: "Part")), StringComparison.Ordinal);
        Assert.StartsWith(
            "Group column 'Heat' must be no feature; got it among the columns to learn from.",
            Message(() => VaeTrainingData.FromDataView(view, ["Load", "Heat"], groupColumnName: "Heat")), StringComparison.Ordinal);
    }

    private static string Message(Func<object> action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static string[] Names(int rows, int groups) => [.. Enumerable.Range(0, rows).Select(row => $"g{row % groups}")];

    /// <summary>Parts that differ in five numbers, each measured some times with a tenth of that spread.</summary>
    private static (float[] Rows, string[] Names) Parts(int parts, int each, int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, parts).SelectMany(_ =>
        {
            float[] part = [.. Enumerable.Range(0, 5).Select(_ => Samples.Normal(random))];
            return Enumerable.Range(0, each).SelectMany(_ => part.Select(value => value + (0.1f * Samples.Normal(random))).ToArray());
        });
        return ([.. rows], [.. Enumerable.Range(0, parts * each).Select(row => $"part {row / each}")]);
    }

    private sealed class Machine
    {
        public float Load { get; set; }

        public float Heat { get; set; }

        public string Name { get; set; } = "";

        public int Number { get; set; }

        public DateTime Day { get; set; }
    }
}
