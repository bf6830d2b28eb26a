using System.Diagnostics;
using Vae.Quality.Data;

namespace Vae.Quality.Detectors;

/// <summary>
/// The isolation forest with the settings of its authors, 100 trees of 256 rows: Liu, Ting and Zhou, Isolation Forest, ICDM 2008, algorithms 1 to 3.
/// </summary>
internal sealed class IsolationForestDetector : IDetector
{
    private const int Trees = 100, SampleRows = 256;

    public string Name => "isolation forest";

    public IReadOnlyList<Detection> Run(LabelledTable train, LabelledTable test, int seed)
    {
        var clock = Stopwatch.StartNew();
        var random = new Random(seed);
        var size = Math.Min(SampleRows, train.Rows);
        var height = (int)Math.Ceiling(Math.Log2(Math.Max(2, size)));
        int[] rows = [.. Enumerable.Range(0, train.Rows)];
        Node[] trees = [.. Enumerable.Range(0, Trees).Select(_ =>
        {
            random.Shuffle(rows);
            return Grow(train, rows[..size], height, random);
        })];
        var seconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        float[] scores = [.. Enumerable.Range(0, test.Rows).Select(row => (float)Math.Pow(2, -trees.Average(tree => PathLength(tree, test.Row(row).Span)) / Average(size)))];
        return [new Detection(Name, scores, seconds, test.Rows / clock.Elapsed.TotalSeconds)];
    }

    /// <summary>Mean length of an unsuccessful search in a binary tree of <paramref name="rows"/> rows: 2 H(n − 1) − 2 (n − 1) / n, equation 1.</summary>
    public static double Average(int rows) =>
        rows <= 1 ? 0 : (2 * Enumerable.Range(1, rows - 1).Sum(term => 1.0 / term)) - (2.0 * (rows - 1) / rows);

    private static Node Grow(LabelledTable table, int[] rows, int height, Random random)
    {
        if (height == 0 || rows.Length <= 1)
        {
            return new(rows.Length);
        }

        // A feature that does not vary cannot part these rows; one that does is drawn among the others.
        int[] varying = [.. Enumerable.Range(0, table.FeatureCount).Where(feature => rows.Any(row => Value(row, feature) != Value(rows[0], feature)))];
        if (varying.Length == 0)
        {
            return new(rows.Length);
        }

        var chosen = varying[random.Next(varying.Length)];
        var (least, most) = (rows.Min(row => Value(row, chosen)), rows.Max(row => Value(row, chosen)));
        var split = least + ((most - least) * (float)random.NextDouble());
        var parts = rows.ToLookup(row => Value(row, chosen) <= split);
        return new(rows.Length)
        {
            Feature = chosen, Split = split,
            Below = Grow(table, [.. parts[true]], height - 1, random), Above = Grow(table, [.. parts[false]], height - 1, random),
        };

        float Value(int row, int feature) => table.Features[(row * table.FeatureCount) + feature];
    }

    private static double PathLength(Node node, ReadOnlySpan<float> row)
    {
        var length = 0;
        while (node is { Below: { } below, Above: { } above })
        {
            node = row[node.Feature] <= node.Split ? below : above;
            length++;
        }

        return length + Average(node.Rows);
    }

    private sealed record Node(int Rows)
    {
        public int Feature { get; init; }

        public float Split { get; init; }

        public Node? Below { get; init; }

        public Node? Above { get; init; }
    }
}
