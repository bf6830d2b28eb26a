using Vae.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Quality.RandomTables;

/// <summary>Trains on a random table as the tool does, from a CSV file with default options, and scores through the saved model.</summary>
internal static class RandomTableRun
{
    /// <summary>The result of one table; null where it is one that training refuses, as nothing in it varies.</summary>
    /// <param name="seed">Seed of the table, and of training.</param>
    /// <param name="folder">An existing folder for its files.</param>
    /// <param name="options">How to train.</param>
    public static RandomTableResult? Of(int seed, string folder, VaeTrainingOptions options)
    {
        var table = new RandomTable(seed);
        if (!table.Varies)
        {
            return null;
        }

        var (training, test, file) = (Path.Combine(folder, "train.csv"), Path.Combine(folder, "test.csv"), Path.Combine(folder, "model.onnx"));
        table.WriteTraining(training);
        table.WriteTest(test);
        var rows = TrainingTable.Read(TableSources.Open(training));
        VaeTraining.Train(new VaeTrainingData(rows.Features, rows.Columns), options with { Seed = seed }).Save(file);
        using var model = VaeModel.Load(file, new() { FalseAlarmRate = 0.01 });
        var scores = LabelledScores.Read(model, test, new() { Label = new() { Column = RandomTable.Label, Normal = "normal" } });
        var fresh = scores.Anomalies.Count(isPlanted => !isPlanted);
        var planted = table.Planted.Select((row, i) => (Row: row, IsFlagged: scores.PredictedLabels[fresh + i], Score: scores.Scores[fresh + i])).ToList();
        return new()
        {
            Seed = seed,
            Fresh = fresh,
            FalseAlarms = scores.PredictedLabels.Take(fresh).Count(isFlagged => isFlagged),
            Kinds =
            [
                .. planted.GroupBy(pair => pair.Row.Kind).OrderBy(group => group.Key)
                    .Select(group => new RandomTableResult.KindCount(group.Key, group.Count(), group.Count(pair => pair.IsFlagged))),
            ],
            NotFarther = planted.Count(pair => !pair.IsFlagged && pair.Row.Beyond > 0),
            Misses =
            [
                .. planted.Where(pair => !pair.IsFlagged && pair.Row.Beyond == 0)
                    .Select(pair => FormattableString.Invariant($"{pair.Row.Column} {pair.Score:0.00} {pair.Row.ShareAsFar:0.#e-0}")),
            ],
        };
    }
}
