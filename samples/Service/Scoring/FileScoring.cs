using Vae.Data;
using Vae.MLNet;
using Vae.Service.Answers;
using Vae.Service.Hosting;
using Vae.Service.Models;

namespace Vae.Service.Scoring;

/// <summary>
/// Scores a table that came as a file, as <c>vae score</c> does: the same columns, the same rules for missing values, the same sentences.
/// </summary>
internal sealed class FileScoring(ServiceOptions options, ServiceMeter meter)
{
    /// <summary>What messages call the file: its sender knows no path of ours.</summary>
    private const string Name = "body";

    private static readonly OptionNames Names = new() { Missing = "?missing=TEXT", MaxBadShare = "?maxBadShare=SHARE", Rows = "?explain" };

    /// <summary>Scores the table.</summary>
    /// <param name="served">The model.</param>
    /// <param name="path">A file of ours.</param>
    /// <param name="missing">Texts that stand for a missing value beside the usual markers.</param>
    /// <param name="maxBadShare">The largest share of rows that cannot be read; null for the library's default.</param>
    /// <param name="explaining">Which rows are explained.</param>
    /// <param name="cancellation">Ends the scoring between two blocks.</param>
    /// <exception cref="ProblemException">The table cannot be read, does not suit the model, or is too long.</exception>
    public ScoredTable Score(
        ServedModel served, string path, IReadOnlyList<string> missing, double? maxBadShare, Explaining explaining, CancellationToken cancellation)
    {
        var badRows = new BadRowOptions { Policy = BadRowPolicy.Mark, MaxShare = maxBadShare ?? new BadRowOptions().MaxShare };
        try
        {
            var table = TableSources.Open(path);
            using var sink = new AnswerSink(options.MaxRows);
            var summary = ScoreRun.Run(
                served.Model, table, [sink], new() { Missing = missing, BadRows = badRows, Names = Names }, cancellation: cancellation);
            var results = sink.Results;
            for (var row = 0; row < results.Count; row++)
            {
                results[row] = results[row] with { StatusReason = Renamed(results[row].StatusReason, path) };
            }

            long[] chosen = [.. served.GivesReasons ? RowScoring.Chosen(results, explaining).Select(row => results[row].Row) : []];
            if (chosen.Length > 0)
            {
                var explained = ExplainRun.Run(
                    served.Model, table,
                    new() { Rows = chosen, Reasons = Explaining.Columns, Missing = missing, BadRows = badRows, Names = Names },
                    cancellation: cancellation);
                foreach (var row in explained)
                {
                    results[(int)row.Row - 1] = results[(int)row.Row - 1] with
                    {
                        Reasons = [.. row.Explanation!.Reasons.Where(reason => reason.Share >= VaeExplanation.SmallestShare).Select(ReasonAnswer.Of)],
                        Counterfactual = row.Counterfactual?.ToString(),
                    };
                }
            }

            meter.AddRows(served.Name, summary.Rows, summary.Anomalies);
            return new(
                ModelMark.Of(served), summary.Rows, summary.Scored, summary.Anomalies, [.. summary.Remarks.Select(remark => Renamed(remark, path)!)],
                results);
        }
        catch (VaeDataException exception)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, Renamed(exception.Message, path)!);
        }
    }

    private static string? Renamed(string? message, string path) => message?.Replace(path, Name, StringComparison.Ordinal);
}
