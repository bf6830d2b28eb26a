using Vae.Training.Learning;
using Vae.Training.Scoring;
using Vae.Training.Tables;
using Vae.Training.Tables.Graph;

namespace Vae.Training.Export;

/// <summary>Tables.</summary>
internal sealed class TableModality : IModality
{
    /// <summary>What becomes of a trained detector.</summary>
    public static Exportable ExportableOf(TrainedDetector<TableDetector> trained) => new(
        trained.Detector, trained.Probes, trained.Plan, trained.History, new TableScorer(trained.Detector).Score,
        info => TableGraph.Write(trained.Detector, info), info => TableDecoderGraph.Write(trained.Detector, info))
    {
        Leeway = new TableScorer(trained.Detector).Leeway,
        Remarks = trained.Remarks,
    };

    /// <inheritdoc/>
    public LearningPlan PlanOf(VaeTrainingOptions options) => TableTrainer.PlanOf(options);

    /// <inheritdoc/>
    public Exportable Train(VaeTrainingData data, VaeTrainingOptions options, TrainingControl control) =>
        ExportableOf(new TableTrainer(data, options, control).Run());

    /// <inheritdoc/>
    public IReadOnlyList<VaeTrainingProgress> Learn(VaeTrainingData data, VaeTrainingOptions options, TrainingControl control, int member) =>
        new TableTrainer(data, options, control).Learn(member);
}
