using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>Explains the wanted rows of blocks of a table.</summary>
internal sealed class TableExplaining
{
    private readonly VaeModel _model;
    private readonly ExplainOptions _options;
    private readonly RowExplanations _words;

    public TableExplaining(VaeModel model, ITableSource table, ExplainOptions options) =>
        (_model, _options, _words) = (model, options, new RowExplanations(model, table, options.Reasons));

    /// <summary>Explains the wanted rows of a block.</summary>
    public ExplainedRows Of(TableBlock block, FeatureBlock features, VaeScores scores, WantedRows wanted, CancellationToken cancellation)
    {
        if (features.Bad.Faults.FirstOrDefault(fault => wanted.Contains(fault.Row, isFlagged: false)) is { } bad)
        {
            throw new VaeDataException(bad);
        }

        var isWanted = new bool[features.Rows];
        for (var row = 0; row < isWanted.Length; row++)
        {
            isWanted[row] = wanted.Contains(features.RowNumbers[row], scores.PredictedLabel[row]);
        }

        var explained = new List<ExplainedRow>();
        var cells = new BlockCells(block);
        foreach (var (row, explanation) in _words.Of(features.Features, isWanted).OrderBy(pair => pair.Key))
        {
            if (RowExplanations.QuotesCells(explanation))
            {
                cells.MoveTo(features.RowNumbers[row]);
            }

            explained.Add(new()
            {
                Row = features.RowNumbers[row],
                Score = scores.Score[row],
                PValue = scores.PValue[row],
                PredictedLabel = scores.PredictedLabel[row],
                Explanation = _words.Quoted(explanation, cells.Row),
                Counterfactual = _model.WhatWouldBeNormal(
                    features.Features.Slice(row * _model.Info.FeatureCount, _model.Info.FeatureCount), _options.Changes, cancellation),
            });
        }

        return new(features.Rows, block.Size, explained);
    }
}
