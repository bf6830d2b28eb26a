using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Vae.Service.Scoring;

namespace Vae.Service.Tests;

/// <summary>Requests that cannot be answered: each has a status of its own and a sentence of ours.</summary>
[Collection(nameof(TrainedModels))]
public sealed class BadRequestTests(TrainedModels models)
{
    private static readonly (string Path, string ContentType, string Body, HttpStatusCode Status, string Detail)[] BadBodies =
    [
        (
            "pumps/row", "application/json", "{\"Speed\": 10,", HttpStatusCode.BadRequest,
            "The body must be JSON; got something else at line 1, byte 13."
        ),
        (
            "pumps/row", "application/json", "", HttpStatusCode.BadRequest,
            "The body must be JSON; got something else at line 1, byte 1."
        ),
        (
            "pumps/row", "application/json", "{\"Speed\": 1, \"Speed\": 2}", HttpStatusCode.BadRequest,
            "The body must be JSON in which no object has a name twice; got one that has."
        ),
        (
            "pumps/row", "application/json", "[1, 2]", HttpStatusCode.UnprocessableEntity,
            "The row must be an object of named cells, such as {\"Speed\": null}; got an array."
        ),
        (
            "pumps/row", "application/json", "{\"speed\": 10, \"Flow\": 30, \"Valve\": \"open\", \"Started\": null}", HttpStatusCode.UnprocessableEntity,
            "The row must have every column of the model; got none named 'Speed'. It has 'Flow', 'Valve', 'Started'. Send null where a value is missing."
        ),
        (
            "pumps/row", "application/json", "{\"Speed\": \"10\", \"Flow\": 30, \"Valve\": \"open\", \"Started\": null}", HttpStatusCode.UnprocessableEntity,
            "The row must have a number in column 'Speed'; got the text \"10\". Send null where the value is missing."
        ),
        (
            "pumps/row", "application/json", "{\"Speed\": 10, \"Flow\": 30, \"Valve\": [1], \"Started\": null}", HttpStatusCode.UnprocessableEntity,
            "The row must have a text in column 'Valve'; got an array. Send null where the value is missing."
        ),
        (
            "pumps/rows", "application/json", "{}", HttpStatusCode.UnprocessableEntity,
            "The body must be an array of rows, [{...}, {...}]; got something else. A single row goes to .../row."
        ),
        (
            "pumps/rows", "application/json", "[]", HttpStatusCode.UnprocessableEntity, "The body must be an array of rows, [{...}, {...}]; got none in it."
        ),
        (
            "pumps/rows", "application/json", "[{\"Speed\": 10}]", HttpStatusCode.UnprocessableEntity,
            "Row 1 must have every column of the model; got none named 'Flow', 'Valve', 'Started'. It has 'Speed'. Send null where a value is missing."
        ),
        (
            "pumps/rows", "text/csv", "Speed,Flow\n1,2\n", HttpStatusCode.UnprocessableEntity,
            "Data file 'body' must have every column of the model; got none named 'Valve', 'Started'. Its columns are 'Speed', 'Flow'."
        ),
        (
            "pumps/rows?maxBadShare=2", "text/csv", "Speed\n1\n", HttpStatusCode.BadRequest, "Query '?maxBadShare' must be a number from 0 to 1; got '2'."
        ),
        (
            "pumps/row?explain=all", "application/json", "{}", HttpStatusCode.BadRequest, "Query '?explain' must be one of flagged, worst, none; got 'all'."
        ),
        (
            "digits/image?heatmap=maybe", "image/png", "x", HttpStatusCode.BadRequest,
            "The request must be well formed; got one that is not: Failed to bind parameter \"bool heatmap\" from \"maybe\"."
        ),
        (
            "pumps/row", "text/plain", "{}", HttpStatusCode.UnsupportedMediaType, "Header 'Content-Type' must be application/json; got 'text/plain'."
        ),
        (
            "pumps/rows", "text/plain", "{}", HttpStatusCode.UnsupportedMediaType,
            "Header 'Content-Type' must be one of application/json, text/csv, text/tab-separated-values, application/vnd.apache.parquet; got 'text/plain'."
        ),
        (
            "digits/image", "text/csv", "a,b", HttpStatusCode.UnsupportedMediaType,
            "Header 'Content-Type' must be one of image/*, application/octet-stream; got 'text/csv'."
        ),
        (
            "digits/image?file=part-7.png", "image/png", "no picture", HttpStatusCode.UnprocessableEntity,
            "Image 'part-7.png' must be a picture that can be read; got NotAnImage: the content is no image."
        ),
        (
            "digits/image", "image/png", "", HttpStatusCode.UnprocessableEntity, "Image 'body' must be a picture that can be read; got Empty: the file has no bytes."
        ),
        (
            "digits/row", "application/json", "{}", HttpStatusCode.UnprocessableEntity,
            "Model 'digits' takes images; send them to /models/digits/image, one by one."
        ),
        (
            "pumps/image", "image/png", "x", HttpStatusCode.UnprocessableEntity,
            "Model 'pumps' takes rows of tables; send them to /models/pumps/row or /models/pumps/rows."
        ),
        (
            "pump/row", "application/json", "{}", HttpStatusCode.NotFound, "Model 'pump' must be one that is served; these are 'digits', 'pumps'."
        ),
        (
            "pumps/score", "application/json", "{}", HttpStatusCode.NotFound, "Path '/models/pumps/score' must be one of those in /openapi/v1.json; it is none."
        ),
        (
            "pumps", "application/json", "{}", HttpStatusCode.MethodNotAllowed, "Method POST must be one that '/models/pumps' takes; /openapi/v1.json has them."
        ),
    ];

    [Fact]
    public async Task A_bad_body_is_answered_with_its_status_and_a_sentence()
    {
        await using var service = await Start();
        await Assert.AllAsync(BadBodies, bad => service.PostAsync($"/models/{bad.Path}", bad.Body, bad.ContentType).IsProblemAsync(bad.Status, bad.Detail));
    }

    [Fact]
    public async Task A_cut_image_is_named_as_such()
    {
        await using var service = await Start();
        await service.PostAsync("/models/digits/image?file=half.png", File.ReadAllBytes(Repository.Digit)[..100], "image/png").IsProblemAsync(
            HttpStatusCode.UnprocessableEntity, "Image 'half.png' must be a picture that can be read; got Truncated: the end of the file is missing.");
    }

    [Fact]
    public async Task Bodies_and_tables_have_bounds()
    {
        await using var service = await Start("MaxBodyBytes=2000", "MaxRows=3");
        var tooLarge = $"[{string.Join(',', Enumerable.Repeat("0", 2000))}]";
        var four = new JsonArray(TrainedModels.Pump(), TrainedModels.Pump(), TrainedModels.Pump(), TrainedModels.Pump());
        var csv = "Speed,Flow,Valve,Started\n" + string.Concat(Enumerable.Repeat("10,30,open,\n", 4));

        await service.PostAsync("/models/pumps/rows", tooLarge).IsProblemAsync(
            HttpStatusCode.RequestEntityTooLarge, "The body must have at most 2,000 bytes; got more. Send it in parts.");
        await service.PostAsync("/models/pumps/rows", tooLarge, "text/csv").IsProblemAsync(
            HttpStatusCode.RequestEntityTooLarge, "The body must have at most 2,000 bytes; got more. Send it in parts.");
        await service.PostAsync("/models/pumps/rows", four).IsProblemAsync(
            HttpStatusCode.RequestEntityTooLarge, "A table must have at most 3 rows; got 4. Send it in parts.");
        await service.PostAsync("/models/pumps/rows", csv, "text/csv").IsProblemAsync(
            HttpStatusCode.RequestEntityTooLarge, "A table must have at most 3 rows; got more. Send it in parts.");
        Assert.Empty(RunningService.BodyFiles);
    }

    [Fact]
    public async Task A_body_that_never_ends_is_given_up()
    {
        await using var service = await Start("Timeout=00:00:00.3");
        using var socket = new TcpClient("127.0.0.1", new Uri(service.Url).Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /models/pumps/row HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{\"Speed\":"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("The body must arrive within the time of a request; it did not. Send it faster, or in parts.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_given_up()
    {
        await using var service = await Start("Timeout=00:00:00.2", "BatchesAtOnce=1");
        using var end = new ManualResetEventSlim();
        var busy = Task.Run(() => service.Services.GetRequiredService<WorkSlots>().RunAsync(
            () =>
            {
                end.Wait();
                return true;
            },
            default));
        await service.PostAsync("/models/pumps/rows", "Speed,Flow,Valve,Started\n10,30,open,\n", "text/csv").IsProblemAsync(
            HttpStatusCode.GatewayTimeout, "A request must be answered within 0.2 s; this one was not. Send less at a time.");
        end.Set();
        Assert.True(await busy);
        Assert.Empty(RunningService.BodyFiles);
    }

    [Fact]
    public async Task A_client_that_leaves_leaves_nothing_behind()
    {
        await using var service = await Start("BatchesAtOnce=1");
        using var end = new ManualResetEventSlim();
        var busy = Task.Run(() => service.Services.GetRequiredService<WorkSlots>().RunAsync(
            () =>
            {
                end.Wait();
                return true;
            },
            default));
        using var leaving = new CancellationTokenSource();
        using var content = new StringContent("Speed,Flow,Valve,Started\n10,30,open,\n", Encoding.UTF8, "text/csv");
        var asking = service.Client.PostAsync("/models/pumps/rows", content, leaving.Token);
        Assert.True(SpinWait.SpinUntil(() => RunningService.BodyFiles.Length > 0, TimeSpan.FromSeconds(30)));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        // It waited for a slot, and is gone without one: the only slot is still taken.
        Assert.True(SpinWait.SpinUntil(() => RunningService.BodyFiles.Length == 0, TimeSpan.FromSeconds(30)));
        end.Set();
        Assert.True(await busy);
        Assert.NotNull((await service.PostAsync("/models/pumps/row", TrainedModels.Pump()).JsonAsync())["result"]);
    }

    [Fact]
    public async Task A_key_is_asked_for_where_there_is_one()
    {
        await using var service = await Start("ApiKey=a-long-and-random-key");
        await service.PostAsync("/models/pumps/row", TrainedModels.Pump()).IsProblemAsync(
            HttpStatusCode.Unauthorized, "Header 'X-Api-Key' must hold the key of this service; got none.");
        service.Client.DefaultRequestHeaders.Add("X-Api-Key", "a-long-and-random-kex");
        await service.Client.GetAsync("/models").IsProblemAsync(
            HttpStatusCode.Unauthorized, "Header 'X-Api-Key' must hold the key of this service; got another one.");
        service.Client.DefaultRequestHeaders.Remove("X-Api-Key");
        service.Client.DefaultRequestHeaders.Add("X-Api-Key", "a-long-and-random-key");

        Assert.NotNull((await service.PostAsync("/models/pumps/row", TrainedModels.Pump()).JsonAsync())["result"]);
        service.Client.DefaultRequestHeaders.Clear();
        await Assert.AllAsync<string>(
            ["/", "/health", "/health/live", "/health/ready", "/openapi/v1.json"],
            async path => Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync(path)).StatusCode));
    }

    private Task<RunningService> Start(params string[] settings) =>
        RunningService.StartAsync([("pumps", models.Pumps), ("digits", models.Digits)], settings);
}
