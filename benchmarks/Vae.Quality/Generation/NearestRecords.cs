namespace Vae.Quality.Generation;

/// <summary>
/// How near made-up rows come to training rows: the median distance to the nearest, over that of fresh real rows. Near 1 they are as near as strangers
/// are. It is no proof of privacy: a ratio says nothing of the rows that were learnt by heart, nor of what all have in common.
/// </summary>
internal static class NearestRecords
{
    private const int MostRows = 1_000;

    public static double Ratio(float[] training, float[] fresh, float[] made, int width)
    {
        var scales = Enumerable.Range(0, width).Select(column => Scale(training, width, column)).ToArray();
        return Median(training, made, scales) / Math.Max(Median(training, fresh, scales), 1e-12);
    }

    private static double Median(float[] training, float[] rows, double[] scales)
    {
        var distances = rows.Chunk(scales.Length).Take(MostRows).AsParallel().AsOrdered().Select(row => Nearest(training, row, scales)).Order().ToArray();
        return distances[distances.Length / 2];
    }

    private static double Nearest(float[] training, float[] row, double[] scales)
    {
        var least = double.PositiveInfinity;
        for (var start = 0; start < training.Length; start += row.Length)
        {
            var sum = 0.0;
            for (var column = 0; column < row.Length && sum < least; column++)
            {
                var difference = (training[start + column] - row[column]) / scales[column];
                sum += double.IsNaN(difference) ? 0 : difference * difference;
            }

            least = Math.Min(least, sum);
        }

        return Math.Sqrt(least);
    }

    private static double Scale(float[] training, int width, int column)
    {
        var values = Enumerable.Range(0, training.Length / width).Select(row => (double)training[(row * width) + column]).Where(double.IsFinite).ToArray();
        var mean = values.DefaultIfEmpty(0).Average();
        var spread = Math.Sqrt(values.Select(value => (value - mean) * (value - mean)).DefaultIfEmpty(0).Average());
        return spread > 0 ? spread : 1;
    }
}
