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
        using var generator = new Generator((ulong)options.Seed, device.Device);
        using var cpuGenerator = new Generator((ulong)options.Seed);
        var folds = Folds.Deal(data.Rows, plan.Members, cpuGenerator, data.GroupIndexes);
        var categories = Categories(data.Columns);
        double[] offsets = [.. data.Columns.SelectMany(column => Enumerable.Repeat(column.Offset, column.Width))];
        var wild = WildValues.Find(data.Values, data.FeatureCount, categories, offsets);
        MissingMark[] marks = [.. wild.Marks.Concat(MissingMark.Declared(data.Columns)).Distinct()];
        var values = new MissingMarks(marks).Apply(data.Values, data.FeatureCount);
        var ranges = SeenRanges.Fit(values, data.FeatureCount, folds.Seen, categories, wild.Fences);
        var scaler = TableScaler.Fit(values, data.FeatureCount, wild.Fences, categories);
        var novelty = NoveltyCounter.Fit(values, data.FeatureCount, folds.Seen, categories, onlyMissing: scaler.HasCommonUnit);
        var view = FixedFeatures.ViewOf(novelty, scaler, device.Device);
        var features = tensor(values, [data.Rows, data.FeatureCount]).to(device.Device);
        var inputs = scaler.Apply(features);                                            // [rows, inputs]
        var width = scaler.Varying.Length;
        var latent = options.LatentDimension ?? Math.Clamp(width, 2, 64);
        var hidden = WideTable.HiddenUnits(width, plan.Members, options.HiddenUnits);
        var ensemble = new TableEnsemble(plan.Members, width, hidden, latent, cpuGenerator, device.Device);
        var steps = options.Steps ?? WideTable.Steps(width, plan.Steps);
        var ownPlan = plan with { Steps = steps, TimeLimit = WideTable.TimeForSteps(width, plan.TimeLimit) };
        var history = Learn(ownPlan, new(ensemble, inputs, folds, generator) { View = view }, scaler);
        var fitting = new TableFitting(options, cpuGenerator, control.Cancellation);
        var detector = fitting.Fit(ensemble, scaler, novelty, ranges, view, features, inputs, folds) with { Marks = marks };
        var health = EnsembleHealth.Of(ensemble, view, inputs, folds, plan.IsVariational, comparesLinear: true, control.Cancellation);
        string[] names = [.. data.Columns.SelectMany(column => column.FeatureNames)];
        return new(detector, TableProbes.From(features, scaler, cpuGenerator), history)
        {
            Remarks =
            [
                .. wild.Found.Select(value => value.Remark(names[value.Feature])),
                .. new CoarseFeatures(values, data.FeatureCount).Remarks(data.Columns, data.Coarse),
                .. WideTable.Remarks(width, data.Rows, hidden, options.HiddenUnits, (steps, plan.Steps), scaler.HasCommonUnit),
                .. ZeroGaps.Remarks(values, names, categories, offsets),
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

    /// <summary>The features of each text column.</summary>
    private static Range[] Categories(IReadOnlyList<VaeColumn> columns)
    {
        var start = 0;
        var categories = new List<Range>();
        foreach (var column in columns)
        {
            if (column.Categories is not null)
            {
                categories.Add(start..(start + column.Width));
            }

            start += column.Width;
        }

        return [.. categories];
    }
}
