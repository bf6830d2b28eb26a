using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>What a report needs of one block of a table, in arrays of its own.</summary>
internal sealed record ScoredBlock(
    long[] Rows, float[] Scores, float[] PValues, bool[] PredictedLabels, bool[] Anomalies, float[] Latent, float[] Normal, ColumnGaps[] Gaps,
    LabelsSeen Labels, BadRows Bad, long Size)
{
    public static ScoredBlock Of(VaeModel model, TableBlock block, FeatureBlock features, VaeScores scores)
    {
        var (rows, width) = (features.Rows, model.Info.FeatureCount);
        var normal = new List<float>();
        for (var row = 0; row < rows; row++)
        {
            if (!features.Anomalies[row])
            {
                normal.AddRange(features.Features.Slice(row * width, width));
            }
        }

        return new(
            features.RowNumbers.ToArray(), scores.Score[..rows], scores.PValue[..rows], scores.PredictedLabel[..rows], features.Anomalies.ToArray(),
            model.Encode(features.Features), [.. normal], ColumnGaps.Of(model.Info, features.Features), features.Labels,
            features.Bad, block.Size);
    }

    public void AddTo(Gathering gathering, int dimensions)
    {
        for (var row = 0; row < Rows.Length; row++)
        {
            gathering.Add(Rows[row], Scores[row], PValues[row], PredictedLabels[row], Latent.AsSpan(row * dimensions, dimensions));
        }
    }
}
