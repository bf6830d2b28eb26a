using Vae.Training.Diagnosis;
using Vae.Training.Learning;
using Vae.Training.Scoring;

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
        using var table = new TablePreparation(data, options, PlanOf(options));
        var history = Learn(table, only: null);
        var (ensemble, scaler, view, inputs, folds) = (table.Ensemble, table.Scaler, table.View, table.Inputs, table.Folds);
        var fitting = new TableFitting(options, table.Dates, table.CpuGenerator, control.Cancellation);
        var detector = fitting.Fit(ensemble, scaler, table.Novelty, table.Ranges, view, table.Features, inputs, folds) with { Marks = table.Marks };
        var health = EnsembleHealth.Of(ensemble, view, inputs, folds, table.Plan.IsVariational, comparesLinear: true, control.Cancellation);
        string[] names = [.. data.Columns.SelectMany(column => column.FeatureNames)];
        return new(detector, TableProbes.From(table.Features, scaler, table.CpuGenerator), table.Plan, history)
        {
            Remarks =
            [
                .. table.Wild.Found.Select(value => value.Remark(names[value.Feature])),
                .. new CoarseFeatures(table.Values, data.FeatureCount).Remarks(data.Columns, data.Coarse),
                .. table.WideRemarks,
                .. LargeTable.Remarks(data.Rows, options),
                .. ZeroGaps.Remarks(table.Values, names, [.. table.Categories, .. table.Dates], table.Offsets),
                .. data.Groups is null
                    ? [.. CopiedRows.Remarks(table.Values, data.FeatureCount), .. NearCopies.Remarks(inputs, "rows")] : (string[])[],
                .. CollapseGuard.Remarks(health, detector.Calibration.TrainingScores, options, history[^1]),
            ],
        };
    }

    /// <summary>Trains one member alone, from 0, up to where the others are needed.</summary>
    public IReadOnlyList<VaeTrainingProgress> Learn(int member)
    {
        using var table = new TablePreparation(data, options, PlanOf(options));
        return Learn(table, member);
    }

    private IReadOnlyList<VaeTrainingProgress> Learn(TablePreparation table, int? only)
    {
        try
        {
            return new TrainingLoop(table.Plan, control).Run(new(table.Ensemble, table.Inputs, table.Folds, table.Generator)
            {
                View = table.View, Only = only,
            });
        }
        catch (NotFiniteLossException exception)
        {
            var name = data.Columns.SelectMany(column => column.FeatureNames).ElementAt(table.Scaler.Varying[exception.Input]);
            throw new ArithmeticException(
                FormattableString.Invariant($"The loss must stay finite; it did not at step {exception.Step} (epoch {exception.Epoch}). ") +
                FormattableString.Invariant($"The likely column is '{name}', with a value of {exception.Largest:g3} in scaled units. ") +
                FormattableString.Invariant($"Check or ignore it, or lower the learning rate ({options.LearningRate})."),
                exception);
        }
    }
}
