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

    private static IResult Score(VaeModel model, VaeDriftWatch watch, float?[][] rows)
    {
        if (Array.Find(rows, row => row.Length != model.Info.FeatureCount) is { } odd)
        {
            return Results.Problem(
                $"A row must have {model.Info.FeatureCount} numbers, null where one is missing; got {odd.Length}.", statusCode: 400);
        }

        float[] features = [.. rows.SelectMany(row => row).Select(value => value ?? float.NaN)];
        var scores = model.Score(features);
        watch.Add(scores.PValue, features);
        return Results.Ok(rows.Select((_, row) => new Verdict(
            float.IsNaN(scores.Score[row]) ? null : scores.Score[row], scores.PredictedLabel[row])));
    }

    /// <summary>What is posted.</summary>
    /// <param name="Rows">[rows][features]; null where a number is missing.</param>
    public sealed record Batch(float?[][] Rows);

    /// <summary>What is said of a row.</summary>
    /// <param name="Score">Higher is more anomalous; null where the row cannot be judged.</param>
    /// <param name="IsAnomaly">True for anomalies, and for rows that cannot be judged.</param>
    public sealed record Verdict(float? Score, bool IsAnomaly);
}
