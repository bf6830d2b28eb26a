using Vae.MLNet;
using Vae.Quality.Data;
using Vae.Quality.Statistics;
using Vae.Training;

namespace Vae.Quality.Monitoring;

/// <summary>A data set with a model that was trained on half of its normal rows, once, with default settings.</summary>
internal sealed record TrainedSet(LabelledTable Train, LabelledTable Test, VaeModel Model) : IDisposable
{
    public const string Synthetic = "synthetic";

    public string Name => Test.Name;

    /// <summary>The sets of a folder, and the synthetic one where it is named.</summary>
    /// <param name="folder">Folder of .npz files.</param>
    /// <param name="sets">Names, or none for all files.</param>
    /// <param name="models">Folder that trained models are kept in and taken from.</param>
    public static IEnumerable<TrainedSet> All(string folder, IReadOnlyList<string> sets, string models)
    {
        string[] files = [.. sets.Where(set => set != Synthetic)];
        var tables = sets.Count > 0 && files.Length == 0 ? [] : TableFile.In(folder, files).Select(path => TableFile.Read(path, "Label"));
        foreach (var table in sets.Contains(Synthetic) ? tables.Append(SyntheticRows()) : tables)
        {
            var split = RowSplit.Draw(table.Labels, seed: 0);
            var (train, test) = (table.Select(split.Train), table.Select(split.Test));
            var path = Path.Combine(models, $"{table.Name}.onnx");
            if (!File.Exists(path))
            {
                VaeTraining.Train(new VaeTrainingData(train.Features, train.Columns), new VaeTrainingOptions()).Save(path);
            }

            yield return new TrainedSet(train, test, VaeModel.Load(path, new VaeModelOptions { Device = VaeDevice.Cpu }));
        }
    }

    /// <summary>The held-out rows of one kind.</summary>
    public int[] TestRows(bool anomalies) => [.. Enumerable.Range(0, Test.Rows).Where(row => Test.Labels[row] == anomalies)];

    public void Dispose() => Model.Dispose();

    /// <summary>10,000 normal rows of eight features that three hidden ones explain, with noise.</summary>
    private static LabelledTable SyntheticRows()
    {
        const int Rows = RowSplit.MostRows, Features = 8, Hidden = 3;
        var random = new Random(0);
        double[] weights = [.. Enumerable.Range(0, Features * Hidden).Select(_ => Normal())];
        var features = new float[Rows * Features];   // [rows, features]
        for (var row = 0; row < Rows; row++)
        {
            double[] hidden = [.. Enumerable.Range(0, Hidden).Select(_ => Normal())];
            for (var feature = 0; feature < Features; feature++)
            {
                features[(row * Features) + feature] = (float)((0.5 * Normal()) + hidden.Select((value, index) => value * weights[(feature * Hidden) + index]).Sum());
            }
        }

        return new LabelledTable(Synthetic, features, Features, new bool[Rows]);

        double Normal() => RandomNormal.Next(random);
    }
}
