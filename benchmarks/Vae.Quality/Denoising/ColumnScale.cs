using Vae.Quality.Data;

namespace Vae.Quality.Denoising;

/// <summary>Mean, standard deviation and median of each column of the training rows.</summary>
internal sealed record ColumnScale(double[] Means, double[] Deviations, float[] Medians)
{
    public static ColumnScale Of(LabelledTable train)
    {
        var columns = Enumerable.Range(0, train.FeatureCount)
            .Select(feature => Enumerable.Range(0, train.Rows).Select(row =>
                train.Features[(row * train.FeatureCount) + feature]).Order().ToArray()).ToArray();
        double[] means = [.. columns.Select(values => values.Average(value => (double)value))];
        return new(
            means,
            [.. columns.Select((values, feature) => Math.Sqrt(values.Average(value => Math.Pow(value - means[feature], 2))))],
            [.. columns.Select(values => (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2)]);
    }
}
