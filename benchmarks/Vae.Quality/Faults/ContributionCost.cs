using Microsoft.ML;
using Vae.MLNet;
using Vae.Quality.Data;
using Vae.Quality.Detectors;

namespace Vae.Quality.Faults;

/// <summary>Rows per second through the transformer: the score alone, and with the contributions beside it.</summary>
internal sealed record ContributionCost(string Set, double ScoreAlone, double WithContributions)
{
    private const int Rows = 20_000, Rounds = 5;

    /// <summary>The share of the scoring speed that the contributions take.</summary>
    public double Share => 1 - (WithContributions / ScoreAlone);

    /// <summary>Measures both in turn and takes the best of each: other work on the machine only ever slows down.</summary>
    public static ContributionCost Of(MLContext context, VaeAnomalyTransformer transformer, LabelledTable normal)
    {
        var rows = normal.Select([.. Enumerable.Range(0, Rows).Select(row => row % normal.Rows)]).ToDataView(context);
        var (alone, together) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            alone = Math.Max(alone, Rate(VaeOutputs.Score.Name));
            together = Math.Max(together, Rate(VaeOutputs.Score.Name, VaeOutputs.FeatureContributions.Name));
        }

        return new(normal.Name, alone, together);

        double Rate(params string[] names) => ScoringClock.Measure(Rows, () =>
        {
            var scored = transformer.Transform(rows);
            using var cursor = scored.GetRowCursor(names.Select(name => scored.Schema[name]));
            var read = 0;
            while (cursor.MoveNext())
            {
                read++;
            }

            return read;
        }).RowsPerSecond;
    }
}
