using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Quality.Data;

namespace Vae.Quality.Wide;

/// <summary>Wide tables as ML.NET's own transforms make them, each with normal rows to train on, and normal and odd ones to score.</summary>
internal static class WideTables
{
    private const int ScoredRows = 500;

    /// <summary><c>FeaturizeText</c> of short sentences of three topics; odd ones are of a fourth. Some 15,000 features of 1,500 rows.</summary>
    public static (LabelledTable Train, LabelledTable Test) Text(int rows, int seed)
    {
        var context = new MLContext(seed);
        var sentences = new Sentences(words: 12_000, seed);
        var texts = Rows(rows, (topic, isOdd) => new Cells { Text = sentences.Of(isOdd ? Sentences.Topics - 1 : topic) }, seed);
        return Split("text", context, context.Transforms.Text.FeaturizeText("Features", nameof(Cells.Text)), texts, rows);
    }

    /// <summary>One-hot hashes of three columns that go together, 4,096 features; in odd rows they do not. Most rows repeat.</summary>
    public static (LabelledTable Train, LabelledTable Test) Hashes(int rows, int seed)
    {
        var context = new MLContext(seed);
        var random = new Random(seed);
        var texts = Rows(rows, (topic, isOdd) => new Cells
        {
            Text = $"city {(topic * 20) + random.Next(20)}",
            Second = $"street {((isOdd ? topic + 1 : topic) * 20) + random.Next(20)}",
            Third = $"kind {random.Next(5)}",
        }, seed);
        InputOutputColumnPair[] pairs = [new("a", nameof(Cells.Text)), new("b", nameof(Cells.Second)), new("c", nameof(Cells.Third))];
        var hashes = context.Transforms.Categorical.OneHotHashEncoding(pairs, numberOfBits: 10)
            .Append(context.Transforms.Categorical.OneHotHashEncoding("d", nameof(Cells.Third), numberOfBits: 10))
            .Append(context.Transforms.Concatenate("Features", "a", "b", "c", "d"));
        return Split("hashes", context, hashes, texts, rows);
    }

    /// <summary>Numbers that ten hidden causes move, 1,000 features; in odd rows fifty of them move alone.</summary>
    public static (LabelledTable Train, LabelledTable Test) Numbers(int rows, int seed)
    {
        const int features = 1_000, causes = 10, moved = 50;
        var random = new Random(seed);
        double[][] loads = [.. Enumerable.Range(0, features).Select(_ => Enumerable.Range(0, causes).Select(_ => Normal(random)).ToArray())];
        var all = rows + (2 * ScoredRows);
        var labels = Enumerable.Range(0, all).Select(row => row >= rows + ScoredRows).ToArray();
        var values = labels.SelectMany(isOdd =>
        {
            double[] hidden = [.. Enumerable.Range(0, causes).Select(_ => Normal(random))];
            var start = random.Next(features - moved);
            return loads.Select((load, j) => (float)(load.Zip(hidden, (a, b) => a * b).Sum() + Normal(random)
                + (isOdd && j >= start && j < start + moved ? 2 : 0)));
        }).ToArray();
        var table = new LabelledTable("numbers", values, features, labels);
        return (table.Select([.. Enumerable.Range(0, rows)]), table.Select([.. Enumerable.Range(rows, 2 * ScoredRows)]));
    }

    private static Cells[] Rows(int training, Func<int, bool, Cells> row, int seed)
    {
        var random = new Random(seed + 1);
        return [.. Enumerable.Range(0, training + (2 * ScoredRows)).Select(i => row(random.Next(Sentences.Topics - 1), i >= training + ScoredRows))];
    }

    private static (LabelledTable Train, LabelledTable Test) Split(
        string name, MLContext context, IEstimator<ITransformer> features, Cells[] rows, int training)
    {
        // The transform knows training rows only, as in a pipeline.
        var model = features.Fit(context.Data.LoadFromEnumerable(rows[..training]));
        var vectors = model.Transform(context.Data.LoadFromEnumerable(rows)).GetColumn<float[]>("Features").ToArray();
        var table = new LabelledTable(
            name, [.. vectors.SelectMany(vector => vector)], vectors[0].Length, [.. rows.Select((_, i) => i >= training + ScoredRows)]);
        return (table.Select([.. Enumerable.Range(0, training)]), table.Select([.. Enumerable.Range(training, 2 * ScoredRows)]));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class Cells
    {
        public string Text { get; set; } = "";

        public string Second { get; set; } = "";

        public string Third { get; set; } = "";
    }
}
