using Vae.MLNet;
using Vae.Service.Models;

namespace Vae.Service.Answers;

/// <summary>A model that is served.</summary>
/// <param name="Name">The name that it is served under.</param>
/// <param name="Modality"><c>Table</c> or <c>Image</c>.</param>
/// <param name="Columns">The columns that a row must have; none of images.</param>
/// <param name="Threshold">A row is labelled when its score is at least this.</param>
/// <param name="FalseAlarmRate">The promised share of normal rows that is labelled; null where the threshold is set by hand.</param>
/// <param name="SmallestPValue">The smallest p-value that its calibration carries.</param>
/// <param name="TrainingRows">Number of rows it was trained on.</param>
/// <param name="Digest">SHA-256 of its file's content.</param>
/// <param name="Loaded">When it was loaded.</param>
/// <param name="Remarks">What training had to say of the rows.</param>
public sealed record ModelAnswer(
    string Name, string Modality, IReadOnlyList<ColumnAnswer> Columns, double Threshold, double? FalseAlarmRate, double SmallestPValue,
    int TrainingRows, string? Digest, DateTimeOffset? Loaded, IReadOnlyList<string> Remarks)
{
    internal static ModelAnswer Of(ModelPlace place, VaeModel model) => new(
        place.Name, model.Info.Modality.ToString(), [.. model.Info.Columns.Select(ColumnAnswer.Of)], model.Threshold, model.Info.FalseAlarmRate,
        model.Info.SmallestPValue, model.Info.TrainingRows, model.Info.Digest, place.Loaded, model.Info.Remarks);
}
