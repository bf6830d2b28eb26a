using Vae.Data.Rows;
using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>What each column of a table is to a model, measured on normal rows of data: see <see cref="VaeColumnSensitivity"/>.</summary>
public static class SensitivityRun
{
    /// <summary>Rows that are measured on: more change the second digit.</summary>
    internal const int MostRows = 500;

    /// <summary>Measures on a uniform sample of 500 normal rows of the table that a path leads to.</summary>
    /// <param name="model">A detector of tables.</param>
    /// <param name="path">A table as for <see cref="TableSources.Open(string, TableOptions?)"/>.</param>
    /// <param name="options">
    /// Which rows are normal; null for all. Of these, the ones that the model flags as they stand count for the parts of the scores alone.
    /// </param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">The data cannot be read, hold no normal row, or do not suit the model.</exception>
    public static IReadOnlyList<VaeColumnSensitivity> Run(
        VaeModel model, string path, LabelledScoreOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Validate();
        return Run(model, ModelData.Table(path, options), options, progress, cancellation);
    }

    /// <summary>Measures on a uniform sample of 500 normal rows of a table.</summary>
    /// <param name="model">A detector of tables.</param>
    /// <param name="table">The rows.</param>
    /// <param name="options">Which rows are normal; null for all.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">As above.</exception>
    public static IReadOnlyList<VaeColumnSensitivity> Run(
        VaeModel model, ITableSource table, LabelledScoreOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        options ??= new LabelledScoreOptions();
        options.Validate();
        var reading = new TableReading(model, table, options);
        ModelData.RequireReasons(model);
        var label = LabelColumn.Find(table, options.Label, options.Names);
        var (clock, sample) = (new RunClock(table.Size, progress), new RowSample(MostRows, model.Info.FeatureCount));
        foreach (var (features, size) in reading.Run(
            [], label, normalOnly: true, (block, features) => (features.Features.ToArray(), block.Size), cancellation))
        {
            sample.Add(features);
            clock.Add(features.Length / model.Info.FeatureCount, size);
        }

        return sample.Features.Length > 0
            ? model.SensitivityOfFeatures(sample.Features, cancellation)
            : throw new VaeDataException($"Data file '{table.Name}' must have a normal row to measure on; got none. Check {options.Names.Normal}.");
    }
}
