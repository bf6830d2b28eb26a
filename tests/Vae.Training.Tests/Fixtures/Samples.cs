using Vae.MLNet;

namespace Vae.Training.Tests.Fixtures;

/// <summary>Small synthetic tables, seeded.</summary>
internal static class Samples
{
    /// <summary>Five numbers that depend on two: no gaps, no constants.</summary>
    public static readonly IReadOnlyList<VaeColumn> PlainColumns = Numbers("speed", "load", "heat", "current", "noise");

    /// <summary>
    /// Every kind of column: correlated numbers, one with gaps, a constant, one that changes in a single row, a binary one, one with far-out values, and a text column.
    /// </summary>
    public static readonly IReadOnlyList<VaeColumn> MixedColumns =
        [.. Numbers("speed", "load", "gaps", "constant", "rare", "binary", "wild"), new("colour", ["blue", "green", "red"])];

    public static VaeTrainingData Plain(int rows, int seed = 1) => new(PlainRows(rows, seed), PlainColumns);

    public static VaeTrainingData Mixed(int rows, int seed = 1) => new(MixedRows(rows, seed), MixedColumns) { Keys = ["when"] };

    /// <summary>[rows, 5].</summary>
    public static float[] PlainRows(int rows, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).SelectMany(_ =>
        {
            var (a, b) = (Normal(random), Normal(random));
            return new[] { 100 + (10 * a), b + (0.1f * Normal(random)), a - b + (0.2f * Normal(random)), 1e-3f * (a + (0.1f * Normal(random))), Normal(random) };
        })];
    }

    /// <summary>[rows, 10].</summary>
    public static float[] MixedRows(int rows, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).SelectMany(row =>
        {
            var (a, colour) = (Normal(random), random.Next(3));
            float[] numbers =
            [
                50 + (5 * a), -2 * a + (0.3f * Normal(random)), random.NextSingle() < 0.2 ? float.NaN : 1000 * (a + Normal(random)), 7.5f, row == 17 ? 1 : 0,
                random.Next(2), Normal(random) * (random.NextSingle() < 0.05 ? 40 : 1),
            ];
            return numbers.Concat(Enumerable.Range(0, 3).Select(category => category == colour ? 1f : 0f));
        })];
    }

    /// <summary>
    /// New rows to score, [rows, 10]: like <see cref="MixedRows"/>, every tenth one with something odd: a changed constant, an unseen category, far-out and infinite values, gaps
    /// everywhere, nothing at all.
    /// </summary>
    public static float[] OddRows(int rows, int seed = 2)
    {
        const int width = 10;
        var features = MixedRows(rows, seed);
        for (var row = 0; row < rows; row += 10)
        {
            var cells = features.AsSpan(row * width, width);
            switch (row / 10 % 8)
            {
                case 0: cells[3] = 8; break;
                case 1: cells[7..].Clear(); break;
                case 2: cells[0] = 1e6f; break;
                case 3: cells[6] = float.NegativeInfinity; break;
                case 4: (cells[0], cells[3], cells[5]) = (float.NaN, float.NaN, float.NaN); break;
                case 5: cells[7..].Fill(float.NaN); break;
                case 6: cells.Fill(float.NaN); break;
                default: cells[4] = 1; break;
            }
        }

        return features;
    }

    /// <summary>Plain rows in which some cells of the second column hold a number that is none.</summary>
    public static VaeTrainingData Marked(int rows, int cells, float mark)
    {
        var features = PlainRows(rows);
        for (var cell = 0; cell < cells; cell++)
        {
            features[(cell * 7 * 5) + 1] = mark;
        }

        return new(features, PlainColumns);
    }

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private static VaeColumn[] Numbers(params string[] names) => [.. names.Select(name => new VaeColumn(name))];
}
