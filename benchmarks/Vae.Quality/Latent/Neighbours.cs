namespace Vae.Quality.Latent;

/// <summary>Nearest vectors by Euclidean distance, all compared with all.</summary>
internal static class Neighbours
{
    /// <summary>The labels of the nearest <paramref name="count"/> of <paramref name="known"/> to each row, [rows][count].</summary>
    /// <param name="rows">The rows that ask.</param>
    /// <param name="known">The rows that answer.</param>
    /// <param name="labels">The label of each of <paramref name="known"/>.</param>
    /// <param name="count">Neighbours of a row.</param>
    /// <param name="skipSelf">True where both are the same rows: none is its own neighbour.</param>
    public static string[][] Labels(float[][] rows, float[][] known, string[] labels, int count, bool skipSelf = false) =>
        [.. Enumerable.Range(0, rows.Length).AsParallel().AsOrdered().Select(row => Enumerable.Range(0, known.Length)
            .Where(other => !skipSelf || other != row)
            .Select(other => (Distance: Distance(rows[row], known[other]), other))
            .Order().Take(count).Select(pair => labels[pair.other]).ToArray())];

    public static double Distance(float[] one, float[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++)
        {
            sum += (one[i] - (double)other[i]) * (one[i] - other[i]);
        }

        return sum;
    }
}
