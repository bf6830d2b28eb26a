using Vae.MLNet;
using Vae.Training.Diagnosis;
using Vae.Training.Learning;
using Vae.Training.Native;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>From the rows of a table to a calibrated detector: folds, scaling, training, calibration.</summary>
internal sealed class TableTrainer(VaeTrainingData data, VaeTrainingOptions options, TrainingControl control)
{
    /// <summary>How the ensemble learns, with the defaults of tables.</summary>
    public static LearningPlan PlanOf(VaeTrainingOptions options) =>
        LearningPlan.Of(options, defaultMembers: 5, defaultSteps: 1_000, defaultBatchSize: 128);

    /// <summary>Trains. All tensors, those of the result among them, belong to the dispose scope of the caller.</summary>
    public TrainedDetector<TableDetector> Run()
    {
        var plan = PlanOf(options);
        using var device = TorchDevice.Of(options.Device, options.Threads, TableEnsemble.IsLarge(data.FeatureCount, options.HiddenUnits));
        using var generator = new Generator((ulong)options.SeedOrDefault, device.Device);
        using var cpuGenerator = new Generator((ulong)options.SeedOrDefault);
        var folds = Folds.Deal(data.Rows, plan.Members, cpuGenerator, data.GroupIndexes);
        var categories = FeaturesOf(data.Columns, column => column.Categories is not null);
        var dates = FeaturesOf(data.Columns, column => column.IsDate);
        double[] offsets = [.. data.Columns.SelectMany(column => Enumerable.Repeat(column.Offset, column.Width))];
        var wild = WildValues.Find(data.Values, data.FeatureCount, [.. categories, .. dates], offsets);
        MissingMark[] marks = [.. wild.Marks.Concat(MissingMark.Declared(data.Columns)).Distinct()];
        var values = new MissingMarks(marks).Apply(data.Values, data.FeatureCount);
        var novelty = NoveltyCounter.Fit(values, data.FeatureCount, folds.Seen, categories);
        var ranges = SeenRanges.Fit(values, data.FeatureCount, folds.Seen, categories, wild.Fences);
        var scaler = TableScaler.Fit(values, data.FeatureCount, wild.Fences, categories);
        var view = FixedFeatures.ViewOf(novelty, scaler, device.Device);
        var features = tensor(values, [data.Rows, data.FeatureCount]).to(device.Device);
        var inputs = scaler.Apply(features);                                            // [rows, inputs]
        var width = scaler.Varying.Length;
        var latent = options.LatentDimension ?? Math.Clamp(width, 2, 64);
        var ensemble = new TableEnsemble(plan.Members, width, options.HiddenUnits, latent, cpuGenerator, device.Device);
        var history = Learn(plan, new(ensemble, inputs, folds, generator) { View = view }, scaler);
        var fitting = new TableFitting(options, dates, cpuGenerator, control.Cancellation);
        var detector = fitting.Fit(ensemble, scaler, novelty, ranges, view, features, inputs, folds) with { Marks = marks };
        var health = EnsembleHealth.Of(ensemble, view, inputs, folds, plan.IsVariational, comparesLinear: true, control.Cancellation);
        string[] names = [.. data.Columns.SelectMany(column => column.FeatureNames)];
        return new(detector, TableProbes.From(features, scaler, cpuGenerator), history)
        {
            Remarks =
            [
                .. wild.Found.Select(value => value.Remark(names[value.Feature])),
                .. new CoarseFeatures(values, data.FeatureCount).Remarks(data.Columns, data.Coarse),
                .. ZeroGaps.Remarks(values, names, [.. categories, .. dates], offsets),
                .. data.Groups is null ? [.. CopiedRows.Remarks(values, data.FeatureCount), .. NearCopies.Remarks(inputs, "rows")] : (string[])[],
                .. CollapseGuard.Remarks(health, detector.Calibration.TrainingScores, options, history[^1]),
            ],
        };
    }

    private IReadOnlyList<VaeTrainingProgress> Learn(LearningPlan plan, LearningTask task, TableScaler scaler)
    {
        try
        {
            return new TrainingLoop(plan, control).Run(task);
        }
        catch (NotFiniteLossException exception)
        {
            var name = data.Columns.SelectMany(column => column.FeatureNames).ElementAt(scaler.Varying[exception.Input]);
            throw new ArithmeticException(
                FormattableString.Invariant($"The loss must stay finite; it did not at step {exception.Step} (epoch {exception.Epoch}). ") +
                FormattableString.Invariant($"The likely column is '{name}', with a value of {exception.Largest:g3} in scaled units. ") +
                FormattableString.Invariant($"Check or ignore it, or lower the learning rate ({options.LearningRate})."),
                exception);
        }
    }

    /// <summary>The features of each column of some kind.</summary>
    private static Range[] FeaturesOf(IReadOnlyList<VaeColumn> columns, Func<VaeColumn, bool> isOfKind)
    {
        var start = 0;
        var features = new List<Range>();
        foreach (var column in columns)
        {
            if (isOfKind(column))
            {
                features.Add(start..(start + column.Width));
            }

            start += column.Width;
        }

        return [.. features];
    }
}
