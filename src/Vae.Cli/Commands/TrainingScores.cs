using Vae.Cli.Tables;
using Vae.MLNet.Contract;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary>The file of <c>vae train --scores</c>: how odd each training row is to a member that never saw it, to find dirt in the training data.</summary>
internal static class TrainingScores
{
    public static void Write(string path, long[] rowNumbers, TrainedVae trained)
    {
        using var text = new CsvText(TableFile.DelimiterOf(path) ?? (byte)',');
        text.Add("Row"u8);
        text.Add("Score"u8);
        text.Add("PredictedLabel"u8);
        text.EndLine();
        for (var i = 0; i < rowNumbers.Length; i++)
        {
            var score = trained.TrainingScores[i];
            text.Add(rowNumbers[i]);
            text.Add(score);
            text.Add(!(score < (float)trained.Info.Threshold));   // NaN is never normal
            text.EndLine();
        }

        AtomicFile.Write(path, text.Bytes);
    }
}
