using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>Scores and labels of the rows that were read so far.</summary>
internal sealed class ScoresSoFar
{
    public List<float> Scores { get; } = [];

    public List<bool> PredictedLabels { get; } = [];

    public List<bool> Anomalies { get; } = [];

    /// <summary>What labels the block of a table has.</summary>
    public LabelsSeen? Labels { get; private init; }

    /// <summary>The bad rows of the block of a table.</summary>
    public BadRows? Bad { get; private init; }

    /// <summary>All rows of the block of a table.</summary>
    public int Rows { get; private init; }

    /// <summary>Their part of the source's size.</summary>
    public long Size { get; private init; }

    /// <summary>Those of one block of a table.</summary>
    public static ScoresSoFar Of(TableBlock block, FeatureBlock features, VaeScores scores)
    {
        var result = new ScoresSoFar { Size = block.Size, Labels = features.Labels, Bad = features.Bad, Rows = block.Rows };
        result.Add(scores, features.Rows);
        result.Anomalies.AddRange(features.Anomalies);
        return result;
    }

    public void Add(ScoresSoFar later)
    {
        Scores.AddRange(later.Scores);
        PredictedLabels.AddRange(later.PredictedLabels);
        Anomalies.AddRange(later.Anomalies);
    }

    /// <summary>Adds those images of a group that could be read.</summary>
    public void Add(ScoredImageRows group, Func<int, bool> isAnomaly)
    {
        Add(group.Scores, group.Scored);
        Anomalies.AddRange(group.Group.Readable().Select(image => isAnomaly(group.Group.Index(image.Row))));
    }

    private void Add(VaeScores scores, int rows)
    {
        Scores.AddRange(scores.Score.AsSpan(0, rows));
        PredictedLabels.AddRange(scores.PredictedLabel.AsSpan(0, rows));
    }
}
