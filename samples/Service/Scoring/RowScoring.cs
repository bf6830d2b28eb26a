using System.Text.Json;
using Vae.MLNet;
using Vae.Service.Answers;
using Vae.Service.Hosting;
using Vae.Service.Models;

namespace Vae.Service.Scoring;

/// <summary>Scores rows that come as JSON: one, together with those of other requests; or many at once.</summary>
internal sealed class RowScoring(ServiceOptions options, ServiceMeter meter)
{
    /// <summary>Scores one row.</summary>
    /// <exception cref="ProblemException">It does not suit the model.</exception>
    public async Task<ScoredRow> ScoreAsync(ServedModel served, JsonElement row, Explaining explaining, CancellationToken cancellation)
    {
        var features = new double[served.Model.Info.FeatureCount];
        if (served.Rows!.Read(row, "The row", features) is { } flaw)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, flaw.Message);
        }

        var score = served.Batches is { } batches ? await batches.ScoreAsync(features, cancellation) : served.Model.ScoreRow(features);
        var answer = Answer(1, score.Score, score.PValue, score.PredictedLabel);
        if (Chosen([answer], explaining).Any())
        {
            answer = Explain(served, answer, row, features, cancellation);
        }

        meter.AddRows(served.Name, 1, score.PredictedLabel ? 1 : 0);
        return new(ModelMark.Of(served), answer);
    }

    /// <summary>Scores the rows of an array. A row that cannot be read has a status and no score.</summary>
    /// <exception cref="ProblemException">It is no array of rows of this model, or too long.</exception>
    public ScoredTable Score(ServedModel served, JsonElement rows, Explaining explaining, CancellationToken cancellation)
    {
        if (rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() == 0)
        {
            throw new ProblemException(
                StatusCodes.Status422UnprocessableEntity, "The body must be an array of rows, [{...}, {...}]; got "
                + (rows.ValueKind == JsonValueKind.Array ? "none in it." : "something else. A single row goes to .../row."));
        }

        if (rows.GetArrayLength() > options.MaxRows)
        {
            throw new ProblemException(
                StatusCodes.Status413PayloadTooLarge,
                FormattableString.Invariant($"A table must have at most {options.MaxRows:N0} rows; got {rows.GetArrayLength():N0}. ")
                + "Send it in parts.");
        }

        var width = served.Model.Info.FeatureCount;
        JsonElement[] given = [.. rows.EnumerateArray()];
        var (features, answers) = (new double[given.Length * width], new RowAnswer[given.Length]); // features: [read, features]
        var read = new List<int>(given.Length);
        for (var row = 0; row < given.Length; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (served.Rows!.Read(given[row], FormattableString.Invariant($"Row {row + 1}"), features.AsSpan(read.Count * width, width)) is { } flaw)
            {
                answers[row] = new() { Row = row + 1, Status = flaw.Kind.ToString(), StatusReason = flaw.Message };
            }
            else
            {
                read.Add(row);
            }
        }

        var scores = served.Model.Score(features.AsSpan(0, read.Count * width), cancellation);
        foreach (var (place, row) in read.Index())
        {
            answers[row] = Answer(row + 1, scores.Score[place], scores.PValue[place], scores.PredictedLabel[place]);
        }

        foreach (var row in Chosen(answers, explaining).ToList())
        {
            var place = read.BinarySearch(row);
            answers[row] = Explain(served, answers[row], given[row], features.AsSpan(place * width, width), cancellation);
        }

        var anomalies = scores.PredictedLabel.Count(label => label);
        meter.AddRows(served.Name, given.Length, anomalies);
        return new(ModelMark.Of(served), given.Length, read.Count, anomalies, [], answers);
    }

    /// <summary>The places of the rows to explain, the worst first.</summary>
    public static IEnumerable<int> Chosen(IReadOnlyList<RowAnswer> answers, Explaining explaining) => explaining.Rows == ExplainedRows.None
        ? []
        : answers.Index().Where(pair => pair.Item.Score is not null && (explaining.Rows == ExplainedRows.Worst || pair.Item.PredictedLabel == true))
            .OrderByDescending(pair => pair.Item.Score).Take(explaining.Most).Select(pair => pair.Index);

    private static RowAnswer Answer(long row, float score, float pValue, bool label) => new()
    {
        Row = row,
        Score = float.IsNaN(score) ? null : score,
        PValue = float.IsNaN(pValue) ? null : pValue,
        PredictedLabel = label,
        Status = float.IsNaN(score) ? RowStatuses.NoValue : RowStatuses.Read,
        StatusReason = float.IsNaN(score) ? RowStatuses.NoValueReason : null,
    };

    private static RowAnswer Explain(
        ServedModel served, RowAnswer answer, JsonElement row, ReadOnlySpan<double> features, CancellationToken cancellation) => !served.GivesReasons
        ? answer
        : answer with
        {
            Reasons =
            [
                .. served.Model.Explain(features, Explaining.Columns, cancellation)[0].Reasons
                    .Where(reason => reason.Share >= VaeExplanation.SmallestShare).Select(reason => ReasonAnswer.Of(RowReader.Quoted(reason, row))),
            ],
            Counterfactual = served.Model.WhatWouldBeNormal(features, Explaining.Columns, cancellation).ToString(),
        };
}
