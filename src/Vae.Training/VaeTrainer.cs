using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Vae.MLNet;
using Vae.MLNet.DataView;
using Vae.MLNet.Friend;
using Vae.MLNet.Outputs;
using Vae.Training.DataView;

namespace Vae.Training;

/// <summary>
/// Trains a detector inside ML.NET; see <see cref="VaeTrainerCatalog"/>. It needs no label: it learns what the rows it is given have in common, so
/// give it normal rows,
/// or declare their <see cref="VaeTrainingOptions.Contamination"/>.
/// </summary>
public sealed class VaeTrainer : IEstimator<VaeAnomalyTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly IReadOnlyList<string>? _columnNames;
    private readonly VaeScoringOptions _scoring;
    private readonly VaeTrainingOptions _options;
    private readonly IReadOnlyList<VaeOutput> _asked;
    private readonly IProgress<VaeTrainingProgress>? _progress;
    private readonly CancellationToken _stop;
    private readonly CancellationToken _cancellation;

    internal VaeTrainer(
        IHostEnvironment environment,
        IReadOnlyList<string>? columnNames,
        VaeScoringOptions scoring,
        VaeTrainingOptions options,
        IProgress<VaeTrainingProgress>? progress,
        CancellationToken stop,
        CancellationToken cancellation)
    {
        scoring.Validate();
        options.Validate();
        if (columnNames is not null)
        {
            NamedRows.Validate(columnNames, scoring.InputColumnName, options.WholeShape);
        }

        var given = OutputSet.Of(VaeOutputs.Of(options.WholeShape is null ? VaeModality.Table : VaeModality.Image)
            .Where(output => options.Tiling is null || output.Shape != VaeOutputShape.Latent));
        _asked = given.Choose(scoring.Outputs, options.WholeShape is null ? "a model of tables" : "a model of images", nameof(scoring));
        (_environment, _columnNames, _scoring, _options) = (environment, columnNames, scoring, options);
        (_progress, _stop, _cancellation) = (progress, stop, cancellation);
    }

    /// <summary>
    /// Trains on the rows of <paramref name="input"/>, read in bounded memory, and returns the detector as a transformer that reads the same
    /// columns; its
    /// <c>Model</c> saves the ONNX file.
    /// </summary>
    /// <param name="input">
    /// Data with the columns to learn from, or with the feature column: a vector of single-precision values of known size, NaN where a value is
    /// missing.
    /// </param>
    /// <exception cref="ArgumentException">A column is missing or can be no feature, or the rows are too few.</exception>
    /// <exception cref="ArithmeticException">The loss became NaN or infinite; the message names the likely column.</exception>
    /// <exception cref="OperationCanceledException">
    /// Abandoned, by the caller's token or because ML.NET cancelled the context, also while the rows are read; or stopped before the first step.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A native library is missing, which is said before a row is read, or the device is not available.
    /// </exception>
    public VaeAnomalyTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        HostCancellation.ThrowIfCancelled(_environment);
        using var watch = new HostWatch(_environment, _cancellation);
        using var channel = _environment.Start(nameof(VaeTrainer));
        VaeTraining.RequireNativeLibraries();
        var options = _options with { Seed = _options.Seed ?? CatalogEnvironment.SeedOf(_environment) };
        var inputColumnName = _columnNames is null ? _scoring.InputColumnName ?? DefaultInput.Name : null;
        var rows = new WatchedView(input, watch.Token);
        var data = inputColumnName is null
            ? VaeTrainingData.FromDataView(rows, _columnNames!, options.MemoryBytes, options.SeedOrDefault, options.GroupColumn, options.Dates)
            : VaeTrainingData.FromDataView(
                rows, inputColumnName, options.MemoryBytes, options.SeedOrDefault, options.WholeShape, options.GroupColumn, options.Tiling);
        foreach (var remark in EmptyColumns.Remarks(data.Features, data.Columns))
        {
            channel.Warning(MessageSensitivity.UserData, remark);
        }

        var trained = VaeTraining.Train(data, options, new LoggedProgress(channel, _progress), _stop, watch.Token);
        foreach (var remark in trained.Remarks)
        {
            channel.Warning(MessageSensitivity.UserData, remark);
        }

        foreach (var column in data.Columns.Where(column => column.Offset != 0))
        {
            channel.Info(MessageSensitivity.UserData, string.Create(
                CultureInfo.InvariantCulture,
                $"Column '{column.Name}' lies far from zero for its spread: {column.Offset} is taken off first, here and when rows are scored."));
        }

        var last = trained.History[^1];
        channel.Info(MessageSensitivity.None, FormattableString.Invariant(
            $"Trained on {trained.Info.TrainingRows} rows in {last.Elapsed.TotalSeconds:0.0} s, {last.Step} steps; ")
            + FormattableString.Invariant($"validation ELBO {last.ValidationElbo:0.000} nats per row."));
        return new VaeAnomalyTransformer(
            _environment, trained.OpenModel(_scoring.Model), inputColumnName, _scoring.OutputColumnPrefix, _asked);
    }

    /// <summary>The shape of the data after the detector.</summary>
    /// <param name="inputSchema">The shape of the data before it.</param>
    /// <exception cref="ArgumentException">A column is missing or of a type that cannot be learnt from.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var images = _options.WholeShape is not null;
        if (_columnNames is null)
        {
            var name = _scoring.InputColumnName ?? DefaultInput.Name;
            InputShapes.RequireVector(inputSchema, name, images, FeatureBinding.TrainingAdvice);
            images |= InputShapes.HoldsPixels(inputSchema, name);
        }
        else
        {
            NamedRows.Require(
                _columnNames, _options.Dates, name => InputShapes.Find(inputSchema, name), inputSchema.Select(column => column.Name),
                nameof(inputSchema));
        }

        if (_options.GroupColumn is { } group)
        {
            GroupColumn.Require(
                group, InputShapes.Find(inputSchema, group) is not null, _columnNames ?? [], inputSchema.Select(column => column.Name),
                nameof(inputSchema));
        }

        var all = VaeOutputs.Of(images ? VaeModality.Image : VaeModality.Table)
            .Where(output => _options.Tiling is null || output.Shape != VaeOutputShape.Latent);
        var outputs = _asked.Count == 0 ? [.. all] : _asked;
        return SchemaShapes.WithScores(inputSchema, ScoredColumn.Shapes(outputs, _scoring.OutputColumnPrefix, featuresHaveNames: !images));
    }
}
