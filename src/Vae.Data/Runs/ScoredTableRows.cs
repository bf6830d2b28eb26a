using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>
/// The scored rows of one block of a table: row number, scores, reasons if they are wanted, and the kept columns as they stand in the table.
/// </summary>
internal sealed class ScoredTableRows(
    TableBlock block, FeatureBlock features, VaeScores scores, IReadOnlyList<int> kept, RowExplanations? explanations)
    : ScoredRows(scores, features.Rows)
{
    /// <summary>The columns before the kept ones.</summary>
    public static readonly IReadOnlyList<string> OwnColumns = [ScoreRun.RowColumn, .. VaeOutputs.Numbers.Select(output => output.Name)];

    public override int Rows => features.Rows;

    public override ReadOnlySpan<float> Features => features.Features;

    public override void WriteTo(CellWriter cells)
    {
        var columns = Columns();
        var explained = explanations?.Of(features.Features, Scores.PredictedLabel.AsSpan(0, Rows));
        var source = new BlockCells(block);
        for (var row = 0; row < features.Rows; row++)
        {
            var number = features.RowNumbers[row];
            cells.Add(number);
            foreach (var write in columns)
            {
                write(row, cells);
            }

            var explanation = explained?.GetValueOrDefault(row);
            if (kept.Count > 0 || (explanation is not null && RowExplanations.QuotesCells(explanation)))
            {
                source.MoveTo(number);
            }

            if (explained is not null)
            {
                cells.Add(explanation is null ? "" : explanations!.Words(explanation, source.Row));
            }

            source.Copy(kept, cells);
            cells.EndRow();
        }
    }
}
