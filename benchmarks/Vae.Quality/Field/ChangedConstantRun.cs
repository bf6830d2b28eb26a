using Vae.MLNet;
using Vae.Training;

namespace Vae.Quality.Field;

/// <summary>Constant columns beside two normal ones, and what a row scores in which one of them changed.</summary>
internal static class ChangedConstantRun
{
    private const int TrainingRows = 1_000, ChangedRows = 40, NormalRows = 4_000;

    /// <summary>The scores of changed rows, and the share of fresh normal rows with a p-value of 1 % or less.</summary>
    public static (float[] Scores, double FalseAlarmRate) Of(int constants, float value)
    {
        var random = new Random(1);
        var columns = Enumerable.Range(0, constants + 2).Select(i => new VaeColumn(FormattableString.Invariant($"c{i}"))).ToArray();
        using var model = VaeTraining.Train(new(Rows(random, constants, TrainingRows), columns), new()).OpenModel();
        var changed = Rows(random, constants, ChangedRows);
        for (var row = 0; row < ChangedRows; row++)
        {
            changed[(row * columns.Length) + (row % constants)] = value;
        }

        return (model.Score(changed).Score, model.Score(Rows(random, constants, NormalRows)).PValue.Average(p => p <= 0.01f ? 1.0 : 0));
    }

    private static float[] Rows(Random random, int constants, int rows) =>
        [.. Enumerable.Range(0, rows).SelectMany(_ => Enumerable.Repeat(5f, constants).Append((float)RandomNormal.Next(random)).Append((float)RandomNormal.Next(random)))];
}
