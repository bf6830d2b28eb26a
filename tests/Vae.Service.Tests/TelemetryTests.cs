using System.Net;
using System.Text;

namespace Vae.Service.Tests;

/// <summary>What the service tells of itself: metrics that leave by OTLP, and the OpenAPI document.</summary>
[Collection(nameof(TrainedModels))]
public sealed class TelemetryTests(TrainedModels models)
{
    [Fact]
    public async Task Metrics_leave_by_OTLP()
    {
        using var receiver = new HttpListener();
        var port = FreePort();
        receiver.Prefixes.Add($"http://127.0.0.1:{port}/");
        receiver.Start();
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{port}");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        try
        {
            var service = await RunningService.StartAsync([("pumps", models.Pumps)]);
            await using (service)
            {
                await service.PostAsync("/models/pumps/row", TrainedModels.Pump(flow: 60)).JsonAsync();
            }

            // What was measured is sent when the service ends, at the latest.
            var sent = await receiver.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30));
            using var body = new MemoryStream();
            await sent.Request.InputStream.CopyToAsync(body);
            sent.Response.Close();
            var text = Encoding.Latin1.GetString(body.ToArray());
            Assert.Equal("/v1/metrics", sent.Request.Url!.AbsolutePath);
            Assert.All(
                [
                    "vae.service.rows", "vae.service.anomalies", "vae.service.batch.rows", "vae.service.queue.wait", "http.server.request.duration",
                    "vae.model", "pumps",
                ],
                name => Assert.Contains(name, text, StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
        }
    }

    [Fact]
    public async Task The_OpenAPI_document_has_every_endpoint_with_its_bodies_and_answers()
    {
        await using var service = await RunningService.StartAsync([("pumps", models.Pumps)]);
        var paths = (await service.Client.GetAsync("/openapi/v1.json").JsonAsync())["paths"]!.AsObject();

        Assert.Equal(
            ["/models", "/models/{name}", "/models/{name}/image", "/models/{name}/row", "/models/{name}/rows"],
            paths.Select(path => path.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["application/json", "application/vnd.apache.parquet", "text/csv", "text/tab-separated-values"],
            paths["/models/{name}/rows"]!["post"]!["requestBody"]!["content"]!.AsObject().Select(type => type.Key).Order(StringComparer.Ordinal));
        Assert.All(paths.SelectMany(path => path.Value!.AsObject()), operation => Assert.NotNull(operation.Value!["summary"]));
        Assert.Contains("explain", paths["/models/{name}/row"]!["post"]!["parameters"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("ScoredRow", paths["/models/{name}/row"]!["post"]!["responses"]!["200"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
