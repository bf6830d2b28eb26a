using System.Globalization;
using System.Numerics;
using Microsoft.AspNetCore.Mvc;
using Vae.MLNet;
using Vae.Service.Answers;
using Vae.Service.Models;
using Vae.Service.Scoring;

namespace Vae.Service.Hosting;

/// <summary>What can be asked of models.</summary>
internal static class ModelEndpoints
{
    private const int MostExplained = 100;

    public static void MapModels(this WebApplication service, ServiceOptions options)
    {
        var models = service.MapGroup("/models").WithTags("Models");
        models.MapGet("", (ModelRegistry registry) => List(registry)).WithSummary("The models that are served.");
        models.MapGet("/{name}", (ModelRegistry registry, string name) => Describe(registry, name))
            .WithSummary("A model: its columns, threshold and origin.").ProducesProblem(StatusCodes.Status404NotFound);
        models.MapPost("/{name}/row", ScoreRowAsync).WithSummary("Scores one row: named cells, null where a value is missing.")
            .Accepts<Dictionary<string, object?>>(ContentTypes.Json).Produces<ScoredRow>();
        models.MapPost("/{name}/rows", ScoreRowsAsync).WithSummary("Scores many rows: an array of rows, or a table as CSV, TSV or Parquet.")
            .Accepts<Dictionary<string, object?>[]>(ContentTypes.Json, [.. ContentTypes.Tables.Keys]).Produces<ScoredTable>();
        models.MapPost("/{name}/image", ScoreImageAsync)
            .WithSummary("Scores an image; with 'Accept: image/png' the answer is a picture of where it is odd.")
            .Accepts<Stream>(ContentTypes.Images[0], [.. ContentTypes.Images.Skip(1)]).Produces<ScoredImage>()
            .Produces<Stream>(StatusCodes.Status200OK, ContentTypes.Png);
        if (options.ApiKey is { } key)
        {
            models.AddEndpointFilter(new ApiKeyFilter(key)).ProducesProblem(StatusCodes.Status401Unauthorized);
        }
    }

    private static IReadOnlyList<ModelAnswer> List(ModelRegistry registry) =>
        [.. registry.Places.Select(place => Describe(registry, place)).OfType<ModelAnswer>()];

    private static ModelAnswer Describe(ModelRegistry registry, string name)
    {
        using var lease = Acquire(registry, name);
        return ModelAnswer.Of(registry.Find(name)!, lease.Model);
    }

    private static ModelAnswer? Describe(ModelRegistry registry, ModelPlace place)
    {
        using var lease = registry.Acquire(place.Name);
        return lease is null ? null : ModelAnswer.Of(place, lease.Model);
    }

    private static async Task<ScoredRow> ScoreRowAsync(
        HttpContext context, ModelRegistry registry, RowScoring scoring, string name, string? explain = null)
    {
        using var body = await RequestBody.ReadJsonAsync(context);
        using var lease = Acquire(registry, name, VaeModality.Table);
        return await scoring.ScoreAsync(lease.Served, body.RootElement, Explained(explain, 1), context.RequestAborted);
    }

    private static async Task<ScoredTable> ScoreRowsAsync(
        HttpContext context, ModelRegistry registry, RowScoring rows, FileScoring files, WorkSlots slots, string name,
        string? explain = null, string? most = null, [FromQuery] string[]? missing = null, string? maxBadShare = null)
    {
        var (explained, cancellation) = (Explained(explain, Number(most, "most", 1, 1_000) ?? MostExplained), context.RequestAborted);
        var badShare = Number(maxBadShare, "maxBadShare", 0.0, 1.0);
        if (ContentTypes.Tables.TryGetValue(MediaType(context), out var extension))
        {
            return await RequestBody.UseFileAsync(context, extension, async path =>
            {
                using var lease = Acquire(registry, name, VaeModality.Table);
                return await slots.RunAsync(() => files.Score(lease.Served, path, missing ?? [], badShare, explained, cancellation), cancellation);
            });
        }

        using var body = await RequestBody.ReadJsonAsync(context);
        using var lease = Acquire(registry, name, VaeModality.Table);
        return await slots.RunAsync(() => rows.Score(lease.Served, body.RootElement, explained, cancellation), cancellation);
    }

    private static async Task<IResult> ScoreImageAsync(
        HttpContext context, ModelRegistry registry, ImageScoring scoring, WorkSlots slots, string name, string? file = null, bool heatmap = false)
    {
        var bytes = await RequestBody.ReadBytesAsync(context);
        using var lease = Acquire(registry, name, VaeModality.Image);
        var isPicture = context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == ContentTypes.Png);
        var (answer, png) = await slots.RunAsync(
            () =>
            {
                var (scored, picture) = scoring.Score(lease.Served, bytes, file ?? "body");
                return (scored, isPicture || heatmap ? VaeHeatmapPainter.Png(picture) : null);
            },
            context.RequestAborted);
        return isPicture ? TypedResults.Bytes(png!, ContentTypes.Png) : TypedResults.Ok(answer with { Heatmap = png });
    }

    private static ModelLease Acquire(ModelRegistry registry, string name)
    {
        if (registry.Acquire(name) is { } lease)
        {
            return lease;
        }

        var served = registry.Places.Where(place => place.Served is not null).Select(place => $"'{place.Name}'").ToList();
        throw registry.Find(name) is { Flaw: { } flaw }
            ? new ProblemException(StatusCodes.Status503ServiceUnavailable, $"Model '{name}' cannot be served: {flaw}")
            : new ProblemException(
                StatusCodes.Status404NotFound,
                $"Model '{name}' must be one that is served; {(served.Count > 0 ? $"these are {string.Join(", ", served)}" : "there is none")}.");
    }

    private static ModelLease Acquire(ModelRegistry registry, string name, VaeModality modality)
    {
        var lease = Acquire(registry, name);
        if (lease.Model.Info.Modality == modality)
        {
            return lease;
        }

        lease.Dispose();
        throw new ProblemException(
            StatusCodes.Status422UnprocessableEntity,
            modality == VaeModality.Table
                ? $"Model '{name}' takes images; send them to /models/{name}/image, one by one."
                : $"Model '{name}' takes rows of tables; send them to /models/{name}/row or /models/{name}/rows.");
    }

    private static Explaining Explained(string? explain, int most) => explain is null ? new(ExplainedRows.Flagged, most)
        : Enum.TryParse<ExplainedRows>(explain, ignoreCase: true, out var rows) && !int.TryParse(explain, out _) ? new(rows, most)
        : throw new ProblemException(
            StatusCodes.Status400BadRequest, $"Query '?explain' must be one of flagged, worst, none; got '{explain}'.");

    private static T? Number<T>(string? text, string name, T least, T most)
        where T : struct, INumber<T> => text is null ? null
        : T.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new ProblemException(
            StatusCodes.Status400BadRequest, FormattableString.Invariant($"Query '?{name}' must be a number from {least} to {most}; got '{text}'."));

    private static string MediaType(HttpContext context) => context.Request.ContentType?.Split(';')[0].Trim() ?? "";
}
