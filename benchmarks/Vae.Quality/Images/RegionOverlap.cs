namespace Vae.Quality.Images;

/// <summary>
/// The mean share of each defect that a heatmap marks, averaged over thresholds at which up to 30 % of the normal pixels are marked too (per-region
/// overlap, Bergmann et al. 2020): 0.5 or so for chance, 1 for perfect.
/// </summary>
internal static class RegionOverlap
{
    private const double MostFalse = 0.3;

    private const int Steps = 100;

    /// <summary>The measure.</summary>
    /// <param name="heat">The heatmaps of all images [images] of [height · width].</param>
    /// <param name="masks">Where the defects are [images] of [height · width].</param>
    /// <param name="width">Pixels of a row.</param>
    public static double Of(IReadOnlyList<float[]> heat, IReadOnlyList<bool[]> masks, int width)
    {
        var normal = heat.Zip(masks).SelectMany(pair => pair.First.Where((_, pixel) => !pair.Second[pixel])).OrderDescending().ToArray();
        var regions = masks.SelectMany((mask, image) => Regions(mask, width).Select(region => region.Select(pixel => heat[image][pixel]).ToArray())).ToArray();
        return Enumerable.Range(1, Steps).Average(step =>
        {
            var threshold = normal[(int)(normal.Length * MostFalse * step / Steps)];
            return regions.Average(region => region.Count(value => value >= threshold) / (double)region.Length);
        });
    }

    /// <summary>Pixels that touch each other, each region by itself.</summary>
    private static IEnumerable<List<int>> Regions(bool[] mask, int width)
    {
        var left = mask.ToArray();
        for (var start = 0; start < left.Length; start++)
        {
            if (left[start])
            {
                left[start] = false;
                var region = new List<int> { start };
                for (var next = 0; next < region.Count; next++)
                {
                    var (x, y) = (region[next] % width, region[next] / width);
                    foreach (var (nearX, nearY) in from dy in new[] { -1, 0, 1 } from dx in new[] { -1, 0, 1 } select (x + dx, y + dy))
                    {
                        var pixel = (nearY * width) + nearX;
                        if (nearX >= 0 && nearX < width && nearY >= 0 && pixel < left.Length && left[pixel])
                        {
                            left[pixel] = false;
                            region.Add(pixel);
                        }
                    }
                }

                yield return region;
            }
        }
    }
}
