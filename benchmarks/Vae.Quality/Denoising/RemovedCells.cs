using Vae.Quality.Data;

namespace Vae.Quality.Denoising;

/// <summary>Rows of which some cells were removed at random; each row keeps one cell at least.</summary>
/// <param name="Given">The rows with NaN where a cell was removed [rows, features].</param>
/// <param name="Cells">The places of the removed cells among those of <paramref name="Given"/>.</param>
internal sealed record RemovedCells(float[] Given, int[] Cells)
{
    private const double Share = 0.1;

    /// <summary>Removes a tenth of the cells by a seeded draw, of columns that varied in training alone: the others are no question.</summary>
    public static RemovedCells In(LabelledTable rows, ColumnScale scale, int seed)
    {
        var random = new Random(seed);
        var (given, cells) = (rows.Features.ToArray(), new List<int>());
        for (var row = 0; row < rows.Rows; row++)
        {
            var left = rows.FeatureCount;
            for (var feature = 0; feature < rows.FeatureCount; feature++)
            {
                var cell = (row * rows.FeatureCount) + feature;
                if (random.NextDouble() < Share && left > 1 && scale.Deviations[feature] > 0)
                {
                    given[cell] = float.NaN;
                    cells.Add(cell);
                    left--;
                }
            }
        }

        return new(given, [.. cells]);
    }
}
