using Vae.Data;
using Vae.MLNet;
using Vae.Service.Answers;

namespace Vae.Service.Scoring;

/// <summary>Makes answers of the cells of results: the columns that an answer has a place for, and the keys behind them.</summary>
internal sealed class AnswerCells(IReadOnlyList<string> columns) : CellWriter
{
    private static readonly HashSet<string> Own = [.. ScoreRun.TableColumns, .. ScoreRun.StatusColumns];

    private RowAnswer _row = new();
    private Dictionary<string, string>? _keys;
    private int _column;

    public List<RowAnswer> Rows { get; } = [];

    public override void Add(long value)
    {
        if (Next() == ScoreRun.TableColumns[0])
        {
            _row = _row with { Row = value };
        }
    }

    public override void Add(float value)
    {
        var column = Next();
        float? known = float.IsFinite(value) ? value : null;
        _row = column == VaeOutputs.Score.Name ? _row with { Score = known }
            : column == VaeOutputs.PValue.Name ? _row with { PValue = known }
            : _row;
    }

    public override void Add(double value) => Next();

    public override void Add(bool value)
    {
        if (Next() == VaeOutputs.PredictedLabel.Name)
        {
            _row = _row with { PredictedLabel = value };
        }
    }

    public override void Add(ReadOnlySpan<char> value)
    {
        var column = Next();
        if (column == ScoreRun.StatusColumns[0])
        {
            _row = _row with { Status = value.ToString() };
        }
        else if (column == ScoreRun.StatusColumns[1])
        {
            _row = _row with { StatusReason = value.IsEmpty ? null : value.ToString() };
        }
        else if (!Own.Contains(column))
        {
            (_keys ??= new(StringComparer.Ordinal))[column] = value.ToString();
        }
    }

    public override void AddMissing() => Next();

    public override void EndRow()
    {
        Rows.Add(_row with { Keys = _keys });
        (_row, _keys, _column) = (new RowAnswer(), null, 0);
    }

    private string Next() => columns[_column++];
}
