using Vae.MLNet;

namespace HealthCheck;

/// <summary>A web service that scores rows and watches them.</summary>
public static class ScoringService
{
    /// <summary>Builds the service; the model stays the caller's.</summary>
    public static WebApplication Create(VaeModel model, string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        var watch = VaeDriftWatch.For(model.Info);
        builder.Services.AddSingleton(watch);
        builder.Services.AddHealthChecks().AddCheck<DriftHealthCheck>("drift");

        var service = builder.Build();
        service.MapHealthChecks("/health");
        service.MapPost("/score", (Batch batch) => Score(model, watch, batch.Rows));
        return service;
    }

    private static IResult Score(VaeModel model, VaeDriftWatch watch, double?[]?[]? rows)
    {
        if (rows is null)
        {
            return Results.Problem("A batch must have rows; got none.", statusCode: 400);
        }

        if (Array.FindIndex(rows, row => row?.Length != model.Info.FeatureCount) is >= 0 and var odd)
        {
            return Results.Problem(
                $"A row must have {model.Info.FeatureCount} numbers, null where one is missing; got {rows[odd]?.Length ?? 0}.", statusCode: 400);
        }

        // In double precision: a clock or a map coordinate has digits that single precision rounds away.
        double[] values = [.. rows.SelectMany(row => row!).Select(value => value ?? double.NaN)];
        var scores = model.Score(values);
        watch.Add(scores.PValue, [.. values.Select(value => (float)value)]);
        return Results.Ok(rows.Select((_, row) => new Verdict(
            float.IsNaN(scores.Score[row]) ? null : scores.Score[row], scores.PredictedLabel[row])));
    }

    /// <summary>What is posted.</summary>
    /// <param name="Rows">[rows][features]; null where a number is missing.</param>
    public sealed record Batch(double?[]?[]? Rows);

    /// <summary>What is said of a row.</summary>
    /// <param name="Score">Higher is more anomalous; null where the row cannot be judged.</param>
    /// <param name="IsAnomaly">True for anomalies, and for rows that cannot be judged.</param>
    public sealed record Verdict(float? Score, bool IsAnomaly);
}
