using Vae.Cli.Images;
using Vae.Cli.Output;
using Vae.Cli.Tables;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>Scores and labels of all rows of a table; the features are not kept.</summary>
internal sealed record LabelledScores(float[] Scores, bool[] PredictedLabels, bool[] Anomalies)
{
    /// <summary>Scores a table, or images, whichever the model takes.</summary>
    /// <param name="model">The detector.</param>
    /// <param name="data">Path of the data.</param>
    /// <param name="label">The label column of a table; null where all rows are normal.</param>
    /// <param name="normal">The label of normal rows or images; null for the default.</param>
    /// <param name="normalOnly">True to leave out the anomalies; images without <paramref name="normal"/> are then all normal.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static LabelledScores Read(VaeModel model, string data, string? label, string? normal, bool normalOnly, CancellationToken cancellation)
    {
        if (model.Info.ImageShape is not null)
        {
            Symbols.RequireNone(label is null ? [] : ["--label"], "a table");
            return LabelledImages.Read(model, ImageFiles.OpenFor(model, data), normal, normalOnly, cancellation);
        }

        ImageFiles.RequireTable(data);
        var file = TableFile.Open(data);
        return Read(model, file, Symbols.LabelColumn(file, label, normal), normalOnly, cancellation);
    }

    private static LabelledScores Read(VaeModel model, TableFile file, LabelColumn? label, bool normalOnly, CancellationToken cancellation)
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
