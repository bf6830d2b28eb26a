namespace Vae.Data.Comparison;

/// <summary>
/// How near rows come to known ones: the median distance to the nearest, each column in its own deviations. It is no proof of privacy: a median says
/// nothing of rows that were learnt by heart, nor of what all have in common. Rows are features, row-major: [rows, features].
/// </summary>
internal static class NearestRecords
{
    private const int MostRows = 1_000;

    /// <summary>The median distance of rows to the nearest of the known ones; with both the same, to the nearest other.</summary>
    public static double Distance(float[] known, float[] rows, int width)
    {
        var scales = Enumerable.Range(0, width).Select(column => Scale(known, width, column)).ToArray();
        var isSame = ReferenceEquals(known, rows);
        var distances = rows.Chunk(width).Take(MostRows).Select((row, index) => (row, index)).AsParallel()
            .Select(pair => Nearest(known, pair.row, scales, isSame ? pair.index : -1)).Order().ToArray();
        return distances.Length == 0 ? double.NaN : distances[distances.Length / 2];
    }

    private static double Nearest(float[] known, float[] row, double[] scales, int skipped)
    {
        var least = double.PositiveInfinity;
        for (var start = 0; start < known.Length; start += row.Length)
        {
            if (start == skipped * row.Length)
            {
                continue;
            }

            var sum = 0.0;
            for (var column = 0; column < row.Length && sum < least; column++)
            {
                var difference = (known[start + column] - row[column]) / scales[column];
                sum += double.IsNaN(difference) ? 0 : difference * difference;
            }

            least = Math.Min(least, sum);
        }

        return Math.Sqrt(least);
    }

    private static double Scale(float[] known, int width, int column)
    {
        var values = Enumerable.Range(0, known.Length / width).Select(row => (double)known[(row * width) + column]).Where(double.IsFinite).ToArray();
        var mean = values.DefaultIfEmpty(0).Average();
        var spread = Math.Sqrt(values.Select(value => (value - mean) * (value - mean)).DefaultIfEmpty(0).Average());
        return spread > 0 ? spread : 1;
    }
}
