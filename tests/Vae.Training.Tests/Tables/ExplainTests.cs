using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

/// <summary>Explanations and counterfactuals of a trained model.</summary>
public sealed class ExplainTests
{
    private const int Width = 10;

    [Fact]
    public void A_reason_holds_the_value_and_what_the_rest_of_the_row_lets_one_expect()
    {
        using var model = Run.Good().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var rows = Samples.PlainRows(20, seed: 7);
        var whole = rows.ToArray();
        for (var row = 0; row < 20; row++)
        {
            rows[row * 5] += 60;                                                        // speed: six standard deviations
        }

        var explanations = model.Explain(rows);

        Assert.Equal(model.Score(rows).Score, explanations.Select(explanation => explanation.Score));
        var named = explanations.Select((explanation, row) => (First: explanation.Reasons[0], Whole: whole[row * 5])).Where(pair => pair.First.Column == "speed").ToArray();
        Assert.InRange(named.Length, 18, 20);
        Assert.All(named, pair => Assert.Equal(VaeReasonKind.Unusual, pair.First.Kind));

        // What is expected comes from the other columns: nearer to the value that was there than to the broken one.
        Assert.InRange(named.Count(pair => Math.Abs(pair.First.Expected - pair.Whole) < 20), named.Length - 2, named.Length);
        Assert.All(explanations, explanation => Assert.InRange(explanation.Reasons.Sum(reason => reason.Share), 0, 1.0001));
    }

    [Fact]
    public void Novelties_gaps_and_rows_without_a_value_are_said_as_such()
    {
        using var model = Run.Mixed().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var rows = Samples.MixedRows(3, seed: 8);
        rows[3] = 8;
        rows.AsSpan(Width + 7, 3).Clear();
        rows.AsSpan(2 * Width).Fill(float.NaN);

        var explanations = model.Explain(rows, top: 8);

        var constant = explanations[0].Reasons.Single(reason => reason.Column == "constant");
        Assert.Equal((VaeReasonKind.ChangedConstant, 8f, 7.5f), (constant.Kind, constant.Value, constant.Expected));
        var colour = explanations[1].Reasons.Single(reason => reason.Column == "colour");
        Assert.Equal((VaeReasonKind.UnseenCategory, null), (colour.Kind, colour.Category));
        Assert.Contains(colour.ExpectedCategory, (string[])["blue", "green", "red"]);
        Assert.Empty(explanations[2].Reasons);
        Assert.Equal("No value is known: the row cannot be judged", explanations[2].ToString());
    }

    [Fact]
    public void The_pipeline_says_the_same_in_words_for_labelled_rows_only()
    {
        using var model = Run.Mixed().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var rows = Samples.OddRows(300);
        var context = new MLContext(seed: 1);
        var view = FeatureRow.View(context, rows, Width);
        using var transformer = context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(view);

        var words = transformer.Transform(view).GetColumn<string>("Explanation").ToArray();
        using var engine = context.Model.CreatePredictionEngine<FeatureRow, Explained>(transformer, inputSchemaDefinition: FeatureRow.Schema(Width));

        var labels = model.Score(rows).PredictedLabel;
        Assert.Contains(true, labels);
        Assert.Equal(labels, words.Select(text => text.Length > 0));
        Assert.Equal(words, rows.Chunk(Width).Select(row => engine.Predict(new() { Features = row }).Explanation));
    }

    [Fact]
    public void A_row_with_one_broken_value_would_be_normal_without_it()
    {
        using var model = Run.Good().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var rows = Samples.PlainRows(20, seed: 9);
        for (var row = 0; row < 20; row++)
        {
            rows[row * 5] += 60;
        }

        var found = rows.Chunk(5).Select(row => model.WhatWouldBeNormal(row)).ToArray();

        Assert.InRange(found.Count(one => one.IsNormal && one.Changes.Count <= 2), 18, 20);
        Assert.InRange(found.Count(one => one.Changes.Count > 0 && one.Changes[0].Column == "speed"), 18, 20);
        Assert.All(found.Where(one => one.IsNormal), one => Assert.True(one.NewScore < model.Threshold));
    }

    [Fact]
    public void Nothing_is_changed_where_a_row_is_normal_or_holds_nothing()
    {
        using var model = Run.Mixed().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var rows = Samples.MixedRows(50, seed: 3);
        var normal = rows.Chunk(Width).First(row => !model.Score(row).PredictedLabel[0]);

        Assert.Equal((true, 0), (model.WhatWouldBeNormal(normal).IsNormal, model.WhatWouldBeNormal(normal).Changes.Count));
        var empty = model.WhatWouldBeNormal(Enumerable.Repeat(float.NaN, Width).ToArray());
        Assert.Equal((false, 0), (empty.IsNormal, empty.Changes.Count));
        Assert.Throws<ArgumentException>(() => model.WhatWouldBeNormal(rows));
    }

    private sealed class Explained
    {
        public string Explanation { get; set; } = "";
    }
}
