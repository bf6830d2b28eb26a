using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>
/// The scored rows of one block of a table: row number, scores, status and reasons if they are wanted, and the kept columns as they stand in the
/// table.
/// </summary>
internal sealed class ScoredTableRows(
    TableBlock block, FeatureBlock features, VaeScores scores, bool isMarked, IReadOnlyList<int> kept, RowExplanations? explanations,
    AnomalySelection? selection, bool isHeldOut)
    : ScoredRows(scores, features.Rows, selection)
{
    private static readonly VaeOutput[] Numbers = [.. VaeOutputs.Of(VaeModality.Table).Where(output => output.IsNumber)];

    /// <summary>The columns before the kept ones.</summary>
    public static readonly IReadOnlyList<string> OwnColumns = [ScoreRun.RowColumn, .. Numbers.Select(output => output.Name)];

    private static readonly VaeOutput[] HeldOutNumbers = [VaeOutputs.Score, VaeOutputs.PredictedLabel, VaeOutputs.PValue];

    /// <summary>The same where rows that trained have held-out scores.</summary>
    public static readonly IReadOnlyList<string> HeldOutColumns = [ScoreRun.RowColumn, .. HeldOutNumbers.Select(output => output.Name)];

    public override int Rows => features.Rows + (isMarked ? Bad.Faults.Count : 0);

    public override ReadOnlySpan<float> Features => features.Features;

    /// <summary>The rows that cannot be read.</summary>
    public BadRows Bad => features.Bad;

    public override void WriteTo(CellWriter cells)
    {
        var columns = Columns(isHeldOut ? HeldOutNumbers : Numbers);
        var explained = explanations?.Of(features.Features, Scores.PredictedLabel.AsSpan(0, Scored));
        var source = new BlockCells(block);
        foreach (var (place, fault) in RowStatus.Lines(features, isMarked))
        {
            var number = fault?.Row ?? features.RowNumbers[place];
            cells.Add(number);
            foreach (var write in columns)
            {
                if (fault is null)
                {
                    write(place, cells);
                }
                else
                {
                    cells.AddMissing();
                }
            }

            if (isMarked)
            {
                RowStatus.Write(cells, fault, hasValue: fault is not null || !float.IsNaN(Scores.Score[place]));
            }

            var explanation = fault is null ? explained?.GetValueOrDefault(place) : null;
            if (kept.Count > 0 || (explanation is not null && RowExplanations.QuotesCells(explanation)))
            {
                source.MoveTo(number);
            }

            if (explained is not null)
            {
                // The label that stands here counts, not what the model would say now: of rows that trained it, others have judged.
                cells.Add(explanation is null ? "" : explanations!.Words(explanation with { IsAnomaly = true }, source.Row));
            }

            source.Copy(kept, cells);
            cells.EndRow();
        }
    }
}
