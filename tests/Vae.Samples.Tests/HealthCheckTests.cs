using System.Net.Http.Json;
using HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Samples.Tests;

/// <summary>The sample of a service that watches what it scores, over HTTP.</summary>
public sealed class HealthCheckTests
{
    private static readonly TinyModel Tiny = new() { FillsGaps = true };

    [Fact]
    public async Task The_service_scores_rows_and_is_degraded_once_they_drift()
    {
        using var model = Tiny.Load();
        await using var service = ScoringService.Create(model, ["--urls", "http://127.0.0.1:0"]);
        await service.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(service.Urls.Single()) };

        var verdicts = await Score(client, [[1, 2, 0, 1.5f], [1, 2, null, 0]]);
        var refusal = await client.PostAsJsonAsync("/score", new ScoringService.Batch([[1]]));
        var before = await client.GetStringAsync("/health");
        for (var batch = 0; batch < 20; batch++)
        {
            await Score(client, [.. Tiny.Rows(100, batch).Select(value => (double?)value + 3).Chunk(4)]);
        }

        Assert.Equal([new(2.25f, true), new(0, false)], verdicts);
        Assert.Equal(400, (int)refusal.StatusCode);
        Assert.Contains("A row must have 4 numbers, null where one is missing; got 1.", await refusal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(("Healthy", "Degraded"), (before, await client.GetStringAsync("/health")));
        await service.StopAsync();
    }

    [Fact]
    public async Task The_check_says_what_moved()
    {
        var watch = VaeDriftWatch.For(Tiny.Info, Tiny.Rows(1_000));
        var check = new DriftHealthCheck(watch);
        var quiet = await check.CheckHealthAsync(new HealthCheckContext());
        float[] moved = [.. Tiny.Rows(300, seed: 2).Select((value, index) => index % 4 == 1 ? value + 1 : value)];
        float[] ranks = [.. Enumerable.Range(0, 300).Select(row => ((row * 7) % 300 + 0.5f) / 300)];
        watch.Add(ranks, moved);
        var drifted = await check.CheckHealthAsync(new HealthCheckContext());

        Assert.Equal((HealthStatus.Healthy, "No drift in 0 rows."), (quiet.Status, quiet.Description));
        Assert.Equal(HealthStatus.Degraded, drifted.Status);
        Assert.Matches(@"^Drift since about row \d+: Feature f1$", drifted.Description);
        Assert.StartsWith("f1 +1.", ((string[])drifted.Data["moved"])[0], StringComparison.Ordinal);
    }

    private static async Task<ScoringService.Verdict[]> Score(HttpClient client, double?[][] rows) =>
        (await (await client.PostAsJsonAsync("/score", new ScoringService.Batch(rows))).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<ScoringService.Verdict[]>())!;
}
