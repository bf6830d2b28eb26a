namespace Vae.Data.Report;

/// <summary>Positions in latent space on a plane: along the two directions in which they differ most (principal components).</summary>
internal static class PlanarMap
{
    private const int Rounds = 200;

    /// <summary>The positions on the plane, in order.</summary>
    /// <param name="latent">[rows, dimensions].</param>
    /// <param name="dimensions">Number of latent dimensions.</param>
    public static (double X, double Y)[] Of(ReadOnlySpan<float> latent, int dimensions)
    {
        var rows = latent.Length / dimensions;
        var centred = new double[rows, dimensions];
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            var mean = 0.0;
            for (var row = 0; row < rows; row++)
            {
                mean += latent[(row * dimensions) + dimension] / (double)rows;
            }

            for (var row = 0; row < rows; row++)
            {
                centred[row, dimension] = latent[(row * dimensions) + dimension] - mean;
            }
        }

        var first = Direction(centred, null);
        var second = Direction(centred, first);
        return [.. Enumerable.Range(0, rows).Select(row => (Along(centred, row, first), Along(centred, row, second)))];
    }

    /// <summary>The direction of the largest spread, by power iteration, at right angles to one that is known.</summary>
    private static double[] Direction(double[,] rows, double[]? other)
    {
        var (count, width) = (rows.GetLength(0), rows.GetLength(1));
        double[] direction = [.. Enumerable.Range(0, width).Select(dimension => 1.0 / (dimension + 1))];   // any start, the same each time
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[width];
            for (var row = 0; row < count; row++)
            {
                var along = Along(rows, row, direction);
                for (var dimension = 0; dimension < width; dimension++)
                {
                    next[dimension] += along * rows[row, dimension];
                }
            }

            var shared = other is null ? 0 : next.Zip(other, (one, two) => one * two).Sum();
            next = [.. next.Select((value, dimension) => value - (shared * (other?[dimension] ?? 0)))];
            var length = Math.Sqrt(next.Sum(value => value * value));
            if (length < 1e-12)
            {
                return next;
            }

            direction = [.. next.Select(value => value / length)];
        }

        return direction;
    }

    private static double Along(double[,] rows, int row, double[] direction)
    {
        var sum = 0.0;
        for (var dimension = 0; dimension < direction.Length; dimension++)
        {
            sum += rows[row, dimension] * direction[dimension];
        }

        return sum;
    }
}
