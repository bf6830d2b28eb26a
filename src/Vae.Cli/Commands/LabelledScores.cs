using Vae.Cli.Output;
using Vae.Cli.Tables;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>Scores and labels of all rows of a table; the features are not kept.</summary>
internal sealed record LabelledScores(float[] Scores, bool[] PredictedLabels, bool[] Anomalies)
{
    /// <summary>Scores a table block by block.</summary>
    /// <param name="model">The detector.</param>
    /// <param name="file">The table.</param>
    /// <param name="label">Its label column; null where all rows are normal.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <param name="normalOnly">True to leave out the anomalies.</param>
    public static LabelledScores Read(VaeModel model, TableFile file, LabelColumn? label, CancellationToken cancellation, bool normalOnly = false)
    {
        var encoder = new FeatureEncoder(file, model.Info.Columns);
        List<float> scores = [];
        List<bool> predicted = [], anomalies = [];
        var progress = new RowProgress();
        return TerminalProgress.Run("Scoring", file.Length, report =>
        {
            foreach (var block in TablePipeline.Run(file, block => Score(model, file, block, encoder, label, normalOnly), cancellation))
            {
                scores.AddRange(block.Scores);
                predicted.AddRange(block.PredictedLabels);
                anomalies.AddRange(block.Anomalies);
                progress.Add(block.Scores.Length, block.Bytes, report);
            }

            return new LabelledScores([.. scores], [.. predicted], [.. anomalies]);
        });
    }

    private static ScoredBlock Score(VaeModel model, TableFile file, TableBlock block, FeatureEncoder encoder, LabelColumn? label, bool normalOnly)
    {
        using var features = FeatureBlock.Parse(file, block, encoder, label, normalOnly);
        var scores = model.Score(features.Features);
        return new(scores.Score, scores.PredictedLabel, features.Anomalies.ToArray(), block.Bytes.Length);
    }

    private sealed record ScoredBlock(float[] Scores, bool[] PredictedLabels, bool[] Anomalies, int Bytes);
}
