using Vae.Data.Rows;
using Vae.Data.Runs;
using Vae.Data.Sources.Csv;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>What a report shows of a table: one pass for scores, one more for the worst rows and a look at the columns.</summary>
internal static class TableGathering
{
    /// <summary>Rows that columns are measured on, and most columns: more take longer than the rest of the page.</summary>
    private const int MeasuredRows = 200, MostColumns = 60;

    public static ReportData Of(
        VaeModel model, ITableSource table, ReportOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        if (table.IsOneTime)
        {
            throw TextFile.OnlyOnce(table.Name);
        }

        var scoring = new TableScoring(model, table, options);
        var label = LabelColumn.Find(table, options.Label, options.Names);
        var (gathering, clock) = (new Gathering(model, options.Worst), new RunClock(table.Size, progress));
        var (sample, labels, seen) = (new RowSample(MeasuredRows, model.Info.FeatureCount), new List<bool>(), new LabelsSeen());
        var gaps = ColumnGaps.Of(model.Info, []);
        using var badRows = new BadRowLog(table, options.BadRows, options.Names);
        foreach (var block in scoring.Run(
            [], label, normalOnly: false, (block, features, scores) => ScoredBlock.Of(model, block, features, scores), cancellation))
        {
            block.AddTo(gathering, model.Info.LatentDimension);
            labels.AddRange(block.Anomalies);
            seen.Merge(block.Labels);
            sample.Add(block.Normal);
            gaps = [.. gaps.Zip(block.Gaps, (sum, gap) => sum.Plus(gap))];
            badRows.Add(block.Bad, block.Rows.Length + block.Bad.Faults.Count, block.Size);
            clock.Add(block.Rows.Length, block.Size);
        }

        badRows.Complete();

        var isExplainable = model.Outputs.Contains(VaeOutputs.FeatureContributions);
        IReadOnlyList<bool>? anomalies = label is null ? null : labels;
        IReadOnlyList<ExplainedRow> worst = isExplainable && gathering.Worst is { Length: > 0 } rows
            ? [.. ExplainRun.Run(model, table, Explained(rows, options), null, cancellation).OrderByDescending(row => row.Score)]
            : [];
        return new()
        {
            Scores = gathering.Scores,
            PValues = gathering.PValues,
            PredictedLabels = gathering.PredictedLabels,
            Anomalies = anomalies,
            Metrics = gathering.Metrics(anomalies),
            Unlabelled = seen.Unlabelled,
            BadRows = badRows.Counts,
            Map = gathering.Map(),
            Worst = worst,
            WorstAnomalies = gathering.Labels(worst, anomalies),
            Sensitivity = isExplainable && model.Info.Columns.Count <= MostColumns && sample.Features is { Length: > 0 } features
                ? model.SensitivityOfFeatures(features, cancellation)
                : [],
            Gaps = gaps,
            Images = null,
        };
    }

    /// <summary>Bad rows were met by the pass before.</summary>
    private static ExplainOptions Explained(long[] rows, ReportOptions options) => new()
    {
        Rows = rows, Missing = options.Missing, BadRows = options.BadRows with { Quarantine = null }, Names = options.Names,
    };
}
