using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>Columns that lie far from zero for their spread: their rows are told apart as if they lay at zero, through every door.</summary>
public sealed class FarFromZeroTests : IDisposable
{
    private static readonly double[] Distances = [0, 3, 6, 9, 20, 100];

    private static readonly VaeColumn[] Columns = [new("x"), new("y"), new("z")];

    private static readonly Lazy<(float[] Scores, TrainedVae Vae)> AtZero = new(() =>
    {
        var trained = VaeTraining.Train(new VaeTrainingData(Rows(0), Columns), Run.Quick);
        using var model = trained.OpenModel();
        return (model.Score(Probes(0)).Score, trained);
    });

    private readonly TemporaryFolder _folder = new();

    private readonly MLContext _context = new(seed: 1);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(5.5e6)]
    [InlineData(1e9)]
    [InlineData(1.7e12)]
    [InlineData(-1.7e12)]
    public void Six_scores_are_those_at_zero_through_every_door(double offset)
    {
        var trained = VaeTraining.Train(new VaeTrainingData(Rows(offset), Columns), Run.Quick);
        using var model = trained.OpenModel();
        var probes = Probes(offset);

        Assert.Equal(2, trained.Info.Format);
        Assert.InRange(trained.Info.Columns[0].Offset, offset - 1, offset + 1);
        Assert.Equal([0, 0], trained.Info.Columns.Skip(1).Select(column => column.Offset));
        Assert.Empty(Run.OfData(trained.Remarks));
        Near(model.Score(probes).Score);
        Near(Encoded(model, probes));
        Near(Transformed(model, ByName(probes), inputColumnName: null));
        Near(Transformed(model, AsVector(probes), "Features"));
        using var engine = _context.Model.CreatePredictionEngine<Reading, ScoreRow>(Transformer(model, ByName(probes)));
        Near([.. Readings(probes).Select(reading => engine.Predict(reading).Score)]);
    }

    [Fact]
    public void Made_up_rows_lie_as_far_from_zero_as_the_training_rows()
    {
        var rows = Rows(1.7e12);
        using var model = VaeTraining.Train(new VaeTrainingData(rows, Columns), Run.Quick).OpenModel();
        using var generator = model.OpenGenerator();
        double[] known = [.. rows.Chunk(3).Select(row => row[0])];

        var made = generator.Generate(200, new() { Seed = 4 });

        double[] exact = [.. made.Exact.Chunk(3).Select(row => row[0])];
        Assert.All(exact, value => Assert.InRange(value, known.Min(), known.Max()));
        Assert.True(exact.Distinct().Count() > 50);
        Assert.Equal(exact.Select(value => (float)value), made.Features.Chunk(3).Select(row => row[0]));
        Assert.DoesNotContain(true, model.Score([.. made.Exact]).PredictedLabel);
        Assert.Contains("values between 1", Assert.Throws<ArgumentException>(() => generator.Generate(1, new() { Where = ["x=5"] })).Message, StringComparison.Ordinal);
        var middle = FormattableString.Invariant($"x={known.Order().ElementAt(known.Length / 4):R}..{known.Order().ElementAt(3 * known.Length / 4):R}");
        Assert.All(
            generator.Generate(20, new() { Where = [middle], Like = rows.AsMemory(0, 30) }).Exact.Chunk(3),
            row => Assert.InRange(row[0], known.Order().ElementAt(known.Length / 4) - 1e-3, known.Order().ElementAt(3 * known.Length / 4) + 1e-3));
    }

    [NeedsNodeHostFact]
    public void A_host_that_reads_the_metadata_takes_the_offset_off_itself()
    {
        var trained = VaeTraining.Train(new VaeTrainingData(Rows(1.7e12), Columns), Run.Quick);
        trained.Save(_folder.File("model.onnx"));
        File.WriteAllText(_folder.File("rows.json"), JsonSerializer.Serialize(Probes(1.7e12).Chunk(3)));

        var (code, answer, errors) = Command.Run(
            "node", [Path.Combine(NeedsNodeHostFactAttribute.Folder, "score.mjs"), _folder.File("model.onnx"), _folder.File("rows.json")]);

        Assert.True(code == 0, errors);
        Near([.. JsonDocument.Parse(answer).RootElement.GetProperty("Score").EnumerateArray().Select(score => score.GetSingle())]);
    }

    /// <summary>Names and vectors of doubles leave the same file as rows in memory.</summary>
    [Fact]
    public void Every_door_of_training_takes_the_same_off()
    {
        var rows = Rows(1e9);
        var data = new VaeTrainingData(rows, Columns);
        var named = VaeTrainingData.FromDataView(ByName(rows), ["x", "y", "z"]);
        var vector = VaeTrainingData.FromDataView(AsVector(rows));

        Assert.Equal(data.Columns, named.Columns);
        Assert.Equal(data.Features.ToArray(), named.Features.ToArray());
        Assert.Equal(data.Features.ToArray(), vector.Features.ToArray());
    }

    [Fact]
    public void What_is_said_of_a_row_is_in_its_own_units()
    {
        const double Offset = 1.7e12;
        var trained = VaeTraining.Train(new VaeTrainingData(Rows(Offset), Columns), Run.Quick);
        using var model = trained.OpenModel();
        double[] row = [Offset + 20, 0.1, -0.2];

        var reason = model.Explain(row, top: 1)[0].Reasons.Single();
        var change = model.WhatWouldBeNormal(row).Changes[0];

        Assert.Equal(("x", Offset + 20), (reason.Column, reason.Value));
        Assert.InRange(reason.Expected, Offset - 5, Offset + 5);
        Assert.StartsWith("x 1,700,000,000,020 (expected 1,", reason.ToString(), StringComparison.Ordinal);
        Assert.Equal(("x", Offset + 20), (change.Column, change.From));
        Assert.InRange(change.To, Offset - 5, Offset + 5);
        Assert.InRange(model.Reconstruct(row)[0], Offset - 20, Offset + 20);
        Assert.InRange(model.Reconstruct([.. row.Select(value => (float)value)])[0], (float)Offset - 1e6f, (float)Offset + 1e6f);
        using var decoder = model.OpenDecoder();
        Assert.InRange(decoder.Sample(1, seed: 1)[0], (float)Offset - 1e6f, (float)Offset + 1e6f);
    }

    /// <summary>Identifiers, clocks and settings: one step is a change, however large the number.</summary>
    [Theory]
    [InlineData(1_700_000_000_000)]
    [InlineData(5_500_000)]
    [InlineData(20_240_115.5)]
    public void A_constant_far_from_zero_that_moves_by_one_is_new(double constant)
    {
        var random = new Random(2);
        double[] rows = [.. Enumerable.Range(0, 400).SelectMany(_ => new[] { constant, Samples.Normal(random), Samples.Normal(random) })];
        using var model = VaeTraining.Train(new VaeTrainingData(rows, Columns), Run.Quick).OpenModel();

        var scores = model.Score([constant, 0, 0, constant + 1, 0, 0, constant - 1, 0, 0]).Score;

        Assert.True(scores[0] < 1.5, $"{scores[0]}");
        Assert.All(scores[1..], score => Assert.True(score > 2.5, $"{score}"));
    }

    [Fact]
    public void A_mark_of_a_missing_value_is_found_among_clocks()
    {
        var rows = Rows(1.7e9);
        for (var row = 0; row < 10; row++)
        {
            rows[row * 30] = row < 5 ? 0 : 99_999;
        }

        var trained = VaeTraining.Train(new VaeTrainingData(rows, Columns), Run.Quick);

        Assert.Contains(trained.Remarks, remark => remark.StartsWith("Column 'x' holds 0 in 5 training rows, ", StringComparison.Ordinal));
        Assert.Contains(trained.Remarks, remark => remark.StartsWith("Column 'x' holds 99999 in 5 training rows, ", StringComparison.Ordinal));
    }

    /// <summary>What ML.NET loads as Single has lost its digits before we see it: the file has an offset all the same, and both sides say so.</summary>
    [Fact]
    public void Data_in_single_precision_are_warned_of_by_name()
    {
        float[] single = [.. Rows(1e9).Select(value => (float)value)];
        var trained = VaeTraining.Train(new VaeTrainingData(single, Columns), Run.Quick);
        using var model = VaeTraining.Train(new VaeTrainingData(Rows(1e9), Columns), Run.Quick).OpenModel();
        var log = new List<string>();
        _context.Log += (_, message) => log.Add(message.Message);

        Transformed(model, FeatureRow.View(_context, single, 3), "Features");

        Assert.Contains("Column 'x' ", Assert.Single(Run.OfData(trained.Remarks)), StringComparison.Ordinal);
        Assert.Contains(log, message => message.Contains("Column 'x' is read in single precision, whose steps are 64 near 1,000,000,000", StringComparison.Ordinal));
    }

    private static void Near(float[] scores)
    {
        Assert.Equal(Distances.Length, scores.Length);
        Assert.All(scores.Zip(AtZero.Value.Scores), pair => Assert.InRange(pair.First, (0.95f * pair.Second) - 0.01f, (1.05f * pair.Second) + 0.01f));
        Assert.Equal(1, AtZero.Value.Vae.Info.Format);
    }

    private static float[] Encoded(VaeModel model, double[] probes)
    {
        var (encoder, rows) = (new VaeFeatureEncoder(model.Info.Columns), new double[probes.Length]);
        for (var i = 0; i < probes.Length; i++)
        {
            encoder.EncodeNumber(i % 3, probes[i], rows.AsSpan(i / 3 * 3, 3));
        }

        return model.Score(rows).Score;
    }

    private float[] Transformed(VaeModel model, IDataView data, string? inputColumnName)
    {
        var transformer = Transformer(model, data, inputColumnName);
        return [.. transformer.Transform(data).GetColumn<float>("Score")];
    }

    private VaeAnomalyTransformer Transformer(VaeModel model, IDataView data, string? inputColumnName = null) =>
        _context.Transforms.DetectAnomaliesWithVae(model, new VaeScoringOptions { InputColumnName = inputColumnName }).Fit(data);

    private IDataView ByName(double[] rows) => _context.Data.LoadFromEnumerable(Readings(rows));

    private IDataView AsVector(double[] rows) => _context.Transforms.Concatenate("Features", "x", "y", "z").Fit(ByName(rows)).Transform(ByName(rows));

    private static Reading[] Readings(double[] rows) => [.. rows.Chunk(3).Select(row => new Reading { x = row[0], y = row[1], z = row[2] })];

    private static double[] Probes(double offset) => [.. Distances.SelectMany(distance => new[] { offset + distance, 0.1, -0.2 })];

    /// <summary>[1000 rows, 3]: x at the offset, y and z standard normal.</summary>
    private static double[] Rows(double offset)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 1_000).SelectMany(_ => new[] { offset + Samples.Normal(random), Samples.Normal(random), Samples.Normal(random) })];
    }

    private sealed class Reading
    {
        public double x { get; set; }

        public double y { get; set; }

        public double z { get; set; }
    }
}
