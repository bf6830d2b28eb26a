using Vae.Quality.Data;

namespace Vae.Quality.Faults;

/// <summary>Held-out normal rows, each with one feature broken on purpose, and which one it is.</summary>
/// <param name="Rows">The broken rows.</param>
/// <param name="Broken">The broken feature of each row.</param>
internal sealed record PlantedFaults(LabelledTable Rows, int[] Broken)
{
    private const int Tries = 50;
    private const double SmallestSwap = 1, Shift = 3;

    /// <summary>Breaks one feature of each row, drawn by the seed among those that vary.</summary>
    public static PlantedFaults In(LabelledTable normal, LabelledTable train, FaultKind kind, int seed)
    {
        var random = new Random(seed);
        FeatureScale[] scales = [.. Enumerable.Range(0, train.FeatureCount).Select(feature => new FeatureScale(train, feature))];
        int[] varying = [.. Enumerable.Range(0, scales.Length).Where(feature => scales[feature].Varies)];
        int[] broken = [.. Enumerable.Range(0, normal.Rows).Select(_ => varying[random.Next(varying.Length)])];
        float[] features = [.. normal.Features];
        for (var row = 0; row < broken.Length; row++)
        {
            var (feature, cell) = (broken[row], (row * normal.FeatureCount) + broken[row]);
            features[cell] = kind == FaultKind.Shift
                ? scales[feature].Value(scales[feature].Of(features[cell]) + (random.Next(2) == 0 ? -Shift : Shift))
                : Other(features[cell], train, feature, scales[feature], random);
        }

        return new(normal with { Features = features }, broken);
    }

    /// <summary>The value of a training row that is far enough away; the last that was tried where none is.</summary>
    private static float Other(float own, LabelledTable train, int feature, FeatureScale scale, Random random)
    {
        var other = own;
        for (var tries = 0; tries < Tries && (tries == 0 || Math.Abs(scale.Of(other) - scale.Of(own)) < SmallestSwap); tries++)
        {
            other = train.Row(random.Next(train.Rows)).Span[feature];
        }

        return other;
    }
}
