using Vae.Quality.Data;

namespace Vae.Quality.Denoising;

/// <summary>Fills removed cells with the mean of the five nearest training rows, by the standardised columns that the row still has.</summary>
internal static class NeighbourFill
{
    private const int Neighbours = 5;

    /// <summary>The rows with their removed cells filled [rows, features].</summary>
    public static float[] Of(LabelledTable train, ColumnScale scale, float[] given)
    {
        var width = train.FeatureCount;
        var known = Standardised(train.Features, scale);   // [train rows, features]
        var asked = Standardised(given, scale);            // [rows, features]
        var filled = given.ToArray();
        Parallel.For(0, given.Length / width, row =>
        {
            var own = asked.AsSpan(row * width, width);
            if (own.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            {
                var nearest = Nearest(known, own);
                for (var feature = 0; feature < width; feature++)
                {
                    if (float.IsNaN(own[feature]))
                    {
                        filled[(row * width) + feature] = nearest.Average(other => train.Features[(other * width) + feature]);
                    }
                }
            }
        });
        return filled;
    }

    private static int[] Nearest(float[] known, ReadOnlySpan<float> asked)
    {
        var distances = new float[known.Length / asked.Length];
        for (var row = 0; row < distances.Length; row++)
        {
            var other = known.AsSpan(row * asked.Length, asked.Length);
            for (var feature = 0; feature < asked.Length; feature++)
            {
                var apart = asked[feature] - other[feature];
                distances[row] += float.IsNaN(apart) ? 0 : apart * apart;
            }
        }

        int[] places = [.. Enumerable.Range(0, distances.Length)];
        Array.Sort(distances, places);
        return places[..Math.Min(Neighbours, places.Length)];
    }

    private static float[] Standardised(float[] features, ColumnScale scale) =>
        [.. features.Select((value, cell) =>
        {
            var feature = cell % scale.Means.Length;
            return scale.Deviations[feature] > 0 ? (float)((value - scale.Means[feature]) / scale.Deviations[feature]) : 0;
        })];
}
