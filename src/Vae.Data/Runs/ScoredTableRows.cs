using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>
/// The scored rows of one block of a table: row number, scores, status and reasons if they are wanted, and the kept columns as they stand in the
/// table.
/// </summary>
internal sealed class ScoredTableRows(
    TableBlock block, FeatureBlock features, VaeScores scores, bool isMarked, IReadOnlyList<int> kept, RowExplanations? explanations)
    : ScoredRows(scores, features.Rows)
{
    /// <summary>The columns before the kept ones.</summary>
    public static readonly IReadOnlyList<string> OwnColumns = [ScoreRun.RowColumn, .. VaeOutputs.Numbers.Select(output => output.Name)];

    /// <summary>The columns that say what became of a row.</summary>
    public static readonly IReadOnlyList<string> StatusColumns = ["Status", "StatusReason"];

    /// <summary>The status of a row that was read and has nothing to judge.</summary>
    private const string NoValue = "NoValue";

    public override int Rows => features.Rows + (isMarked ? Bad.Faults.Count : 0);

    public override ReadOnlySpan<float> Features => features.Features;

    /// <summary>The rows that cannot be read.</summary>
    public BadRows Bad => features.Bad;

    public override void WriteTo(CellWriter cells)
    {
        var columns = Columns();
        var explained = explanations?.Of(features.Features, Scores.PredictedLabel.AsSpan(0, Scored));
        var source = block.Open();
        var (row, bad) = (0, isMarked ? 0 : Bad.Faults.Count);
        while (row < Scored || bad < Bad.Faults.Count)
        {
            if (bad < Bad.Faults.Count && (row == Scored || Bad.Faults[bad].Row < features.RowNumbers[row]))
            {
                WriteBad(Bad.Faults[bad++], cells, source);
            }
            else
            {
                WriteScored(row, columns, explained?.GetValueOrDefault(row), cells, source);
                row++;
            }
        }
    }

    private void WriteScored(int row, WriteCell[] columns, VaeExplanation? explanation, CellWriter cells, TableRows source)
    {
        cells.Add(features.RowNumbers[row]);
        foreach (var write in columns)
        {
            write(row, cells);
        }

        if (isMarked)
        {
            var isJudged = !float.IsNaN(Scores.Score[row]);
            cells.Add(isJudged ? nameof(VaeImageStatus.Read) : NoValue);
            cells.Add(isJudged ? "" : "The row must have a value in a column of the model; got none. It is labelled an anomaly.");
        }

        if (kept.Count > 0 || (explanation is not null && RowExplanations.QuotesCells(explanation)))
        {
            MoveTo(source, features.RowNumbers[row]);
        }

        if (explanations is not null)
        {
            cells.Add(explanation is null ? "" : explanations.Words(explanation, source));
        }

        WriteKept(cells, source);
    }

    /// <summary>A line without scores.</summary>
    private void WriteBad(RowFault fault, CellWriter cells, TableRows source)
    {
        cells.Add(fault.Row);
        for (var column = 1; column < OwnColumns.Count; column++)
        {
            cells.AddMissing();
        }

        cells.Add(fault.Kind.ToString());
        cells.Add(fault.Message);
        if (explanations is not null)
        {
            cells.AddMissing();
        }

        if (kept.Count > 0)
        {
            MoveTo(source, fault.Row);
        }

        WriteKept(cells, source);
    }

    /// <summary>The kept cells of the current row, as far as it can be taken apart.</summary>
    private void WriteKept(CellWriter cells, TableRows source)
    {
        foreach (var column in kept)
        {
            if (source.Fault is null)
            {
                cells.AddUtf8(source.Utf8(column));
            }
            else
            {
                cells.AddMissing();
            }
        }

        cells.EndRow();
    }

    /// <summary>Goes on to a row; those that have no line are passed.</summary>
    private static void MoveTo(TableRows source, long number)
    {
        while (source.MoveNext() && source.Row < number)
        {
        }
    }
}
