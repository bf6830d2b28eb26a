using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>Columns of dates in pipelines: a machine that runs by day, and stands still at night and on Sundays.</summary>
public sealed class DateCycleTests : IDisposable
{
    private static readonly VaeTrainingOptions Options = Run.Quick with { Dates = VaeDateUse.Cycles, HiddenUnits = 32, Steps = 400, Seed = 1 };

    private static readonly string[] Names = ["When", "Load"];

    private static readonly (DateTime When, float Load)[] Rows = [.. Machine()];

    private static readonly Lazy<VaeAnomalyTransformer> Model = new(() => new MLContext(1).AnomalyDetection.Trainers.Vae(Names, Options).Fit(Times(Rows)));

    /// <summary>Night with the load of the day, noon without, Sunday like Saturday; then the same times as they should be, in the middle of what trained.</summary>
    private static readonly (DateTime When, float Load)[] Odd =
        [(new(2024, 6, 4, 2, 0, 0), 20), (new(2024, 6, 4, 12, 0, 0), 0), (new(2024, 6, 9, 12, 0, 0), 20), (new(2024, 6, 4, 2, 0, 0), 1), (new(2024, 6, 4, 12, 0, 0), 21)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Times_times_with_zones_and_texts_are_the_same_rows()
    {
        var context = new MLContext(1);
        var zoned = context.Data.LoadFromEnumerable(Rows.Select(row => new Zoned { When = new(row.When, TimeSpan.FromHours(9)), Load = row.Load }));

        var times = VaeTrainingData.FromDataView(Times(Rows), Names, dates: VaeDateUse.Cycles);

        Assert.Equal([VaeDateCycle.Hour, VaeDateCycle.Weekday], times.Columns[0].Cycles);
        Assert.Equal(5, times.FeatureCount);
        Assert.Equal(times.Features.ToArray(), VaeTrainingData.FromDataView(zoned, Names, dates: VaeDateUse.Cycles).Features.ToArray());
        Assert.Equal(times.Features.ToArray(), VaeTrainingData.FromDataView(Texts(Rows), Names, dates: VaeDateUse.Cycles).Features.ToArray());
    }

    [Fact]
    public void What_is_usual_at_one_time_is_found_at_another_in_every_door()
    {
        var model = Model.Value;
        var context = new MLContext(1);
        model.Model.Save(_folder.File("model.onnx"));
        using var loaded = VaeModel.Load(_folder.File("model.onnx"));
        var (encoder, rows) = (new VaeFeatureEncoder(loaded.Info.Columns), new float[Odd.Length * 5]);
        for (var row = 0; row < Odd.Length; row++)
        {
            encoder.EncodeDate(0, Odd[row].When, rows.AsSpan(row * 5, 5));
            encoder.EncodeNumber(1, Odd[row].Load, rows.AsSpan(row * 5, 5));
        }

        var expected = loaded.Score(rows);
        using var engine = context.Model.CreatePredictionEngine<Timed, Answer>(model);

        Assert.Equal([true, true, true, false, false], expected.PredictedLabel);
        Assert.Equal(expected.Score, model.Transform(Times(Odd)).GetColumn<float>("Score"));
        Assert.Equal(expected.Score, model.Transform(Texts(Odd)).GetColumn<float>("Score"));
        Assert.Equal(expected.Score[0], engine.Predict(new() { When = Odd[0].When, Load = Odd[0].Load }).Score, 1e-4f);
        Assert.Equal(3, loaded.Info.Format);
    }

    [Fact]
    public void Dates_are_one_column_in_words_to_all_that_is_said_of_a_row()
    {
        var model = Model.Value.Model;
        var row = Encoded(model, Odd[0]);

        var explanation = model.Explain(row, 2).Single();
        var change = model.WhatWouldBeNormal(row, 1);
        var sensitivity = model.Sensitivity(VaeTrainingData.FromDataView(Times(Rows[..300]), Names, dates: VaeDateUse.Cycles).Features.Span);

        Assert.Equal(["Load", "When"], explanation.Reasons.Select(reason => reason.Column).Order());
        Assert.Equal("Tuesday, 02:00", explanation.Reasons.Single(reason => reason.Column == "When").Category);
        Assert.Equal(1, explanation.Reasons.Sum(reason => reason.Share), 1e-4);
        Assert.Single(change.Changes);
        Assert.True(change.NewScore < change.Score);
        Assert.Equal(["When", "Load"], sensitivity.Select(column => column.Column));
        Assert.Equal((null, null, null, true), (sensitivity[0].Rise, sensitivity[0].Fall, sensitivity[0].UnseenFlagged, float.IsNaN(sensitivity[0].Deviation)));
        Assert.InRange(sensitivity[0].Predictability, 0.1, 1);
        Assert.NotNull(sensitivity[1].Rise);
    }

    [Fact]
    public void A_missing_date_is_filled_by_a_time_that_can_be_and_flags_no_row()
    {
        var model = Model.Value.Model;
        float[] rows = [.. Rows[..200].SelectMany(row => Encoded(model, row))];
        for (var row = 0; row < rows.Length; row += 5)
        {
            rows.AsSpan(row, 4).Fill(float.NaN);
        }

        var filled = model.FillMissing(rows);

        Assert.InRange(model.Score(rows).PredictedLabel.Count(isFlagged => isFlagged), 0, 20);
        Assert.All(filled.Chunk(5), row => Assert.Equal(1, (row[0] * row[0]) + (row[1] * row[1]), 1e-4f));
        Assert.Equal("When missing", model.Explain(rows.AsSpan(0, 5), 2).Single().Reasons.FirstOrDefault(reason => reason.Column == "When")?.ToString()[..12] ?? "When missing");
    }

    [Fact]
    public void What_is_no_date_and_what_cannot_be_done_is_refused_by_name()
    {
        var (model, context) = (Model.Value, new MLContext(1));
        var wrong = context.Data.LoadFromEnumerable([new Text { When = "soon", Load = 1 }]);
        var numbers = context.Data.LoadFromEnumerable([new Number { When = 1, Load = 1 }]);

        Assert.Contains(
            "Column 'When' must hold a date; got 'soon'. Leave the text empty where the date is missing.",
            Assert.ThrowsAny<Exception>(() => model.Transform(wrong).GetColumn<float>("Score").ToArray()).ToString(), StringComparison.Ordinal);
        Assert.StartsWith(
            "Input column 'When' must be a date, or text that holds dates, as in model",
            Assert.ThrowsAny<ArgumentException>(() => model.Transform(numbers)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "column 'When' became cycles, of which no date can be made.",
            Assert.Throws<InvalidOperationException>(() => model.Model.OpenGenerator()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "got DateTime. To learn hour, weekday and month from dates: Dates = Cycles.",
            Assert.ThrowsAny<ArgumentException>(() => VaeTrainingData.FromDataView(Times(Rows), Names)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "got dates or times (to learn hour, weekday and month from them: Dates = Cycles).",
            Assert.ThrowsAny<ArgumentException>(() => VaeTrainingData.FromDataView(Texts(Rows), Names)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "'When' must hold numbers or categories; got dates or times of 1 day, in which nothing comes round.",
            Assert.ThrowsAny<ArgumentException>(() => VaeTrainingData.FromDataView(Times(Rows[..5]), Names, dates: VaeDateUse.Cycles)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_named_as_missing_are_none_of_the_numbers_that_dates_become()
    {
        var data = new VaeTrainingData(
            [.. Rows.SelectMany(row => Encoded(Model.Value.Model, row))],
            [Model.Value.Model.Info.Columns[0] with { Missing = ["0", "1"] }, new("Load") { Missing = ["0", "1"] }]);
        using var model = VaeTraining.Train(data, Options with { Steps = 20 }).OpenModel();

        var score = model.Score([0, 1, 0, 1, 12.5f, float.NaN, float.NaN, float.NaN, float.NaN, 12.5f]).Score;

        Assert.NotEqual(score[0], score[1]);
    }

    [NeedsNodeHostFact]
    public void Another_host_encodes_by_the_metadata_alone()
    {
        Model.Value.Model.Save(_folder.File("model.onnx"));
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss", "dd MMM yyyy HH:mm", "yyyyMMdd'T'HHmmss'Z'", "MMM d, yyyy h:mm tt", "dd.MM.yyyy HH:mm"];
        var rows = Odd.Select((row, place) => new object[] { row.When.ToString(forms[place], CultureInfo.InvariantCulture), row.Load });
        File.WriteAllText(_folder.File("rows.json"), JsonSerializer.Serialize(rows));

        var (code, answer, errors) = Command.Run(
            "node", [Path.Combine(NeedsNodeHostFactAttribute.Folder, "score.mjs"), _folder.File("model.onnx"), _folder.File("rows.json")]);

        Assert.True(code == 0, errors);
        var expected = Model.Value.Transform(Times(Odd)).GetColumn<float>("Score");
        var scores = JsonDocument.Parse(answer).RootElement.GetProperty("Score").EnumerateArray().Select(score => score.GetSingle());
        Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    private static IEnumerable<(DateTime When, float Load)> Machine()
    {
        var random = new Random(1);
        for (var when = new DateTime(2024, 1, 1); when < new DateTime(2024, 4, 1); when = when.AddHours(1))
        {
            var runs = when.Hour is >= 7 and < 19 && when.DayOfWeek != DayOfWeek.Sunday;
            yield return (when, (float)((runs ? 20 : 0) + random.NextDouble() + random.NextDouble()));
        }
    }

    private static float[] Encoded(VaeModel model, (DateTime When, float Load) row)
    {
        var (encoder, features) = (new VaeFeatureEncoder(model.Info.Columns), new float[5]);
        encoder.EncodeDate(0, row.When, features);
        encoder.EncodeNumber(1, row.Load, features);
        return features;
    }

    private static IDataView Times((DateTime When, float Load)[] rows) =>
        new MLContext(1).Data.LoadFromEnumerable(rows.Select(row => new Timed { When = row.When, Load = row.Load }).ToArray());

    private static IDataView Texts((DateTime When, float Load)[] rows) => new MLContext(1).Data.LoadFromEnumerable(
        rows.Select(row => new Text { When = row.When.ToString("dd MMM yyyy HH:mm", CultureInfo.InvariantCulture), Load = row.Load }).ToArray());

    private sealed class Timed
    {
        public DateTime When { get; set; }

        public float Load { get; set; }
    }

    private sealed class Zoned
    {
        public DateTimeOffset When { get; set; }

        public float Load { get; set; }
    }

    private sealed class Text
    {
        public string When { get; set; } = "";

        public float Load { get; set; }
    }

    private sealed class Number
    {
        public float When { get; set; }

        public float Load { get; set; }
    }

    private sealed class Answer
    {
        public float Score { get; set; }
    }
}
