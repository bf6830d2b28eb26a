using Vae.MLNet;

namespace Vae.Service.Scoring;

/// <summary>Scores the rows of one batch in one call of the model.</summary>
internal sealed class ModelBatch(VaeModel model)
{
    public VaeRowScore[] Score(IReadOnlyList<PendingRow> rows)
    {
        var width = model.Info.FeatureCount;
        var features = new double[rows.Count * width]; // [rows, features]
        for (var row = 0; row < rows.Count; row++)
        {
            rows[row].Features.CopyTo(features, row * width);
        }

        var scores = model.Score(features);
        return
        [
            .. Enumerable.Range(0, rows.Count).Select(row => new VaeRowScore(
                scores.Score[row], scores.PredictedLabel[row], scores.PValue[row], scores.ReconstructionError[row], scores.KlDivergence[row])),
        ];
    }
}
