using System.Diagnostics;
using System.Numerics.Tensors;
using Vae.Quality.Data;

namespace Vae.Quality.Detectors;

/// <summary>Distance to the k-th nearest training row: simple, and hard to beat.</summary>
/// <param name="name">What tables call it.</param>
/// <param name="neighbours">k.</param>
/// <param name="standardised">Whether features are standardised first.</param>
internal sealed class NeighbourDetector(string name, int neighbours, bool standardised) : IDetector
{
    public string Name => name;

    public IReadOnlyList<Detection> Run(LabelledTable train, LabelledTable test, int seed)
    {
        var clock = Stopwatch.StartNew();
        var (mean, scale) = standardised ? Statistics(train) : (new float[train.FeatureCount], [.. Enumerable.Repeat(1f, train.FeatureCount)]);
        var known = Standardise(train, mean, scale);   // [train rows, features]
        var seconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var asked = Standardise(test, mean, scale);    // [test rows, features]
        var scores = new float[test.Rows];
        var itself = ReferenceEquals(train, test) ? 1 : 0;   // a training row is not its own neighbour
        Parallel.For(0, test.Rows, row =>
        {
            var distances = new float[train.Rows];
            for (var other = 0; other < distances.Length; other++)
            {
                distances[other] = TensorPrimitives.Distance<float>(
                    asked.AsSpan(row * test.FeatureCount, test.FeatureCount), known.AsSpan(other * test.FeatureCount, test.FeatureCount));
            }

            Array.Sort(distances);
            scores[row] = distances[Math.Min(neighbours - 1 + itself, distances.Length - 1)];
        });

        return [new Detection(Name, scores, seconds, test.Rows / clock.Elapsed.TotalSeconds)];
    }

    private static (float[] Mean, float[] Scale) Statistics(LabelledTable table)
    {
        var mean = new double[table.FeatureCount];
        var square = new double[table.FeatureCount];
        for (var index = 0; index < table.Features.Length; index++)
        {
            mean[index % table.FeatureCount] += table.Features[index] / (double)table.Rows;
        }

        for (var index = 0; index < table.Features.Length; index++)
        {
            square[index % table.FeatureCount] += Math.Pow(table.Features[index] - mean[index % table.FeatureCount], 2) / table.Rows;
        }

        return ([.. mean.Select(value => (float)value)], [.. square.Select(value => value > 0 ? (float)(1 / Math.Sqrt(value)) : 1)]);
    }

    private static float[] Standardise(LabelledTable table, float[] mean, float[] scale)
    {
        var features = new float[table.Features.Length];
        for (var index = 0; index < features.Length; index++)
        {
            var column = index % table.FeatureCount;
            features[index] = (table.Features[index] - mean[column]) * scale[column];
        }

        return features;
    }
}
