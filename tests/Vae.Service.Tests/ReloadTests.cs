using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Vae.MLNet;
using Vae.Service.Models;

namespace Vae.Service.Tests;

/// <summary>Files that come, change and go while requests are answered.</summary>
[Collection(nameof(TrainedModels))]
public sealed class ReloadTests(TrainedModels models)
{
    [Fact]
    public async Task No_request_is_lost_while_models_are_swapped()
    {
        await using var service = await RunningService.StartAsync([("pumps", models.Pumps)], "ReloadEvery=1.00:00:00");
        var digests = new ConcurrentDictionary<string, long>();
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            var answered = 0;
            while (!end.IsCancellationRequested)
            {
                // A flagged row is scored and explained: several calls of the same model.
                var answer = await service.PostAsync("/models/pumps/row", TrainedModels.Pump(flow: client % 2 == 0 ? 30 : 60)).JsonAsync();
                digests.AddOrUpdate(answer["model"]!["digest"]!.GetValue<string>(), 1, (_, count) => count + 1);
                answered++;
            }

            return answered;
        })).ToList();

        var seen = new List<ServedModel>();
        for (var swap = 0; swap < 10; swap++)
        {
            var before = digests.Values.Sum();
            SpinWait.SpinUntil(() => digests.Values.Sum() >= before + 16, TimeSpan.FromSeconds(30));
            seen.Add(service.Services.GetRequiredService<ModelRegistry>().Find("pumps")!.Served!);
            service.Put("pumps", swap % 2 == 0 ? models.OtherPumps : models.Pumps);
            service.Look();
        }

        await end.CancelAsync();
        Assert.All(await Task.WhenAll(clients), answered => Assert.True(answered > 0));
        Assert.Equal(2, digests.Count);

        // Those that were retired are gone once the last request has left them.
        Assert.Equal(10, seen.Distinct().Count());
        Assert.All(seen, old =>
        {
            Assert.False(old.TryEnter());
            Assert.Throws<ObjectDisposedException>(() => old.Model.ScoreRow(new double[old.Model.Info.FeatureCount]));
        });
    }

    [Fact]
    public async Task A_request_that_began_with_a_model_ends_with_it()
    {
        await using var service = await RunningService.StartAsync([("pumps", models.Pumps)], "ReloadEvery=1.00:00:00");
        var registry = service.Services.GetRequiredService<ModelRegistry>();
        var lease = registry.Acquire("pumps")!;
        File.Delete(service.PathOf("pumps"));
        service.Look();

        Assert.Null(registry.Acquire("pumps"));
        Assert.True(float.IsFinite(lease.Model.ScoreRow(new double[lease.Model.Info.FeatureCount]).Score));
        lease.Dispose();
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lease.Model.ScoreRow(new double[lease.Model.Info.FeatureCount]));
        await service.PostAsync("/models/pumps/row", TrainedModels.Pump()).IsProblemAsync(
            HttpStatusCode.NotFound, "Model 'pumps' must be one that is served; there is none.");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task A_broken_file_keeps_the_model_from_before_and_health_says_so()
    {
        await using var service = await RunningService.StartAsync([("pumps", models.Pumps)], "ReloadEvery=1.00:00:00");
        var before = await service.Client.GetAsync("/health").JsonAsync();
        var damaged = File.ReadAllBytes(models.OtherPumps);
        damaged[damaged.Length / 2] ^= 1;
        var broken = Path.Combine(service.Folder, "broken.bin");
        File.WriteAllBytes(broken, damaged);
        service.Put("pumps", broken);
        service.Put("new", broken);
        service.Look();

        var health = await service.Client.GetAsync("/health").JsonAsync();
        var (added, kept) = (health["models"]![0]!, health["models"]![1]!);
        Assert.Equal(("Healthy", "Degraded"), (before["status"]!.GetValue<string>(), health["status"]!.GetValue<string>()));
        Assert.Equal((false, true), (added["isServed"]!.GetValue<bool>(), kept["isServed"]!.GetValue<bool>()));
        Assert.Equal(before["models"]![0]!["digest"]!.GetValue<string>(), kept["digest"]!.GetValue<string>());
        Assert.StartsWith($"Model '{service.PathOf("pumps")}': ", kept["flaw"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull((await service.PostAsync("/models/pumps/row", TrainedModels.Pump()).JsonAsync())["result"]);
        using var answer = await service.PostAsync("/models/new/row", TrainedModels.Pump());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Model 'new' cannot be served: ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        service.Put("pumps", models.OtherPumps);
        File.Delete(service.PathOf("new"));
        service.Look();
        using var other = VaeModel.Load(models.OtherPumps);
        Assert.Equal(other.Info.Digest, (await service.Client.GetAsync("/models/pumps").JsonAsync())["digest"]!.GetValue<string>());
        Assert.Equal("Healthy", (await service.Client.GetAsync("/health").JsonAsync())["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_folder_is_looked_at_by_itself()
    {
        await using var service = await RunningService.StartAsync([("pumps", models.Pumps)], "ReloadEvery=00:00:00.05");
        service.Put("more", models.OtherPumps);
        Assert.True(SpinWait.SpinUntil(
            () => service.Services.GetRequiredService<ModelRegistry>().Find("more") is not null, TimeSpan.FromSeconds(30)));

        // The decoder that training writes beside a model is no model.
        Assert.True(File.Exists(VaeModelFile.DecoderPath(models.Pumps)));
        File.Copy(VaeModelFile.DecoderPath(models.Pumps), VaeModelFile.DecoderPath(service.PathOf("pumps")));
        service.Look();
        Assert.Equal(["more", "pumps"], service.Services.GetRequiredService<ModelRegistry>().Places.Select(place => place.Name));
    }
}
