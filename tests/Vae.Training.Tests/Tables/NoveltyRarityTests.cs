using Vae.MLNet;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

/// <summary>What no training row ever showed, by whole models of a thousand normal rows.</summary>
public sealed class NoveltyRarityTests
{
    private const int Rows = 1_000;

    [Theory]
    [InlineData(1, 2.9)]
    [InlineData(10, 2)]
    public void A_changed_constant_is_as_surprising_as_the_sample_allows(int constants, double least)
    {
        var columns = Enumerable.Range(0, constants + 2).Select(i => new VaeColumn(FormattableString.Invariant($"c{i}"))).ToArray();
        using var model = VaeTraining.Train(new(Constant(constants, Rows, seed: 1), columns), Run.Quick).OpenModel();

        foreach (var value in new[] { 6f, 50 })
        {
            var changed = Constant(constants, 40, seed: 2);
            for (var row = 0; row < 40; row++)
            {
                changed[(row * (constants + 2)) + (row % constants)] = value;
            }

            Assert.All(model.Score(changed).Score, score => Assert.InRange(score, least, 8));
        }

        Assert.InRange(model.Score(Constant(constants, 4_000, seed: 3)).PValue.Average(p => p <= 0.01f ? 1.0 : 0), 0, 0.02);
    }

    [Fact]
    public void An_unseen_category_and_a_value_where_there_were_only_gaps_are_flagged()
    {
        IReadOnlyList<VaeColumn> columns = [new("kind", ["a", "b"]), new("empty"), new("y")];
        using var model = VaeTraining.Train(new(Kinds(Rows, (_, _) => { }), columns), Run.Quick).OpenModel();

        Assert.Equal([false, true, false], model.Info.Columns.Select(column => column.IsEmpty));
        Assert.All(model.Score(Kinds(40, (_, cells) => cells[..2].Clear())).Score, score => Assert.True(score >= 2.9, $"{score}"));
        Assert.All(model.Score(Kinds(40, (_, cells) => cells[2] = 3)).Score, score => Assert.True(score >= 2.9, $"{score}"));
    }

    /// <summary>A column of a hundred rare categories: many a normal row has an unseen one, and another column's constant keeps its weight.</summary>
    [Fact]
    public void Frequent_novelties_of_one_column_take_nothing_from_another()
    {
        var columns = new[] { new VaeColumn("rare", [.. Enumerable.Range(0, 400).Select(i => $"r{i}")]), new VaeColumn("x"), new VaeColumn("y") };
        using var model = VaeTraining.Train(new(Rare(Rows, seed: 1, x: 5), columns), Run.Quick).OpenModel();

        Assert.All(model.Score(Rare(40, seed: 2, x: 6)).Score, score => Assert.True(score >= 2.5, $"{score}"));
    }

    private static float[] Constant(int constants, int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).SelectMany(_ => Enumerable.Repeat(5f, constants).Append(Samples.Normal(random)).Append(Samples.Normal(random)))];
    }

    private static float[] Kinds(int rows, SpanAction change)
    {
        var random = new Random(rows);
        var features = new float[rows * 4];
        for (var row = 0; row < rows; row++)
        {
            var kind = random.Next(2);
            float[] cells = [1 - kind, kind, float.NaN, Samples.Normal(random)];
            cells.CopyTo(features, row * 4);
            change(row, features.AsSpan(row * 4, 4));
        }

        return features;
    }

    private static float[] Rare(int rows, int seed, float x)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).SelectMany(_ =>
        {
            var category = random.Next(random.Next(2) == 0 ? 10 : 400);
            return Enumerable.Range(0, 400).Select(i => i == category ? 1f : 0).Append(x).Append(Samples.Normal(random));
        })];
    }

    private delegate void SpanAction(int row, Span<float> cells);
}
