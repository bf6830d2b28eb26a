using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Vae.MLNet;
using Vae.Service.Hosting;
using Vae.Service.Scoring;

namespace Vae.Service.Tests;

/// <summary>Single rows that are scored together.</summary>
[Collection(nameof(TrainedModels))]
public sealed class MicroBatchTests(TrainedModels models) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();

    private ServiceMeter Meter => new(_services.GetRequiredService<IMeterFactory>());

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Rows_that_wait_while_a_batch_is_scored_make_up_the_next_one()
    {
        var (batches, gate) = (new List<int>(), new SemaphoreSlim(0));
        var batcher = Batcher(new() { MaxRows = 4, Workers = 1 }, rows =>
        {
            batches.Add(rows.Count);
            gate.Wait();
            return Echo(rows);
        });
        var first = batcher.ScoreAsync([0], default);
        Assert.True(SpinWait.SpinUntil(() => batches.Count == 1, Soon));
        var others = Enumerable.Range(1, 6).Select(row => batcher.ScoreAsync([row], default)).ToList();
        gate.Release(3);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], (await Task.WhenAll([first, .. others])).Select(score => score.Score));
        Assert.Equal([1, 4, 2], batches);
        batcher.Complete();
    }

    [Fact]
    public async Task A_row_waits_for_others_no_longer_than_it_may()
    {
        var batches = new List<int>();
        var batcher = Batcher(new() { MaxRows = 10, MaxDelay = TimeSpan.FromMilliseconds(5), Workers = 1 }, rows =>
        {
            batches.Add(rows.Count);
            return Echo(rows);
        });

        // The clock stands still: two rows are short of a batch, and wait until the older one's time is over.
        var (first, second) = (batcher.ScoreAsync([1], default), batcher.ScoreAsync([2], default));
        await Task.Delay(50);
        Assert.False(first.IsCompleted || second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(4));
        await Task.Delay(20);
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([1, 2], (await Task.WhenAll(first, second).WaitAsync(Soon)).Select(score => score.Score));

        // A full batch waits for nobody.
        await Task.WhenAll(Enumerable.Range(0, 10).Select(row => batcher.ScoreAsync([row], default))).WaitAsync(Soon);
        Assert.Equal([2, 10], batches);
        batcher.Complete();
    }

    [Fact]
    public async Task A_row_that_nobody_waits_for_is_left_out_and_a_failure_ends_only_its_batch()
    {
        var (batches, gate) = (new List<int>(), new SemaphoreSlim(0));
        var batcher = Batcher(new() { MaxRows = 4, Capacity = 4, Workers = 1 }, rows =>
        {
            batches.Add(rows.Count);
            gate.Wait();
            return batches.Count == 2 ? throw new InvalidOperationException("as planned") : Echo(rows);
        });
        using var cancellation = new CancellationTokenSource();
        var first = batcher.ScoreAsync([0], default);
        Assert.True(SpinWait.SpinUntil(() => batches.Count == 1, Soon));
        var (gone, failing) = (batcher.ScoreAsync([1], cancellation.Token), batcher.ScoreAsync([2], default));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        _ = (batcher.ScoreAsync([3], default), batcher.ScoreAsync([4], default));
        var refused = Assert.Throws<ProblemException>(() => { _ = batcher.ScoreAsync([5], default); });
        gate.Release(2);

        Assert.Equal(0, (await first).Score);
        Assert.Equal("as planned", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        gate.Release(1);
        Assert.Equal(6, (await batcher.ScoreAsync([6], default).WaitAsync(Soon)).Score);
        Assert.Equal([1, 3, 1], batches);
        Assert.Equal(
            (503, "The model must have fewer than 4 rows waiting to take another one. Send it again a little later, or rows together."),
            (refused.Status, refused.Message));
        batcher.Complete();
    }

    [Fact]
    public async Task Batches_say_of_each_row_what_the_model_says_of_it_alone()
    {
        using var model = VaeModel.Load(models.Pumps);
        var random = new Random(1);
        double[][] rows = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, model.Info.FeatureCount).Select(_ => random.NextDouble() * 20).ToArray())];
        var batcher = Batcher(new() { MaxRows = 16, MaxDelay = TimeSpan.FromDays(1) }, new ModelBatch(model).Score);
        var together = await Task.WhenAll(rows.Take(192).Select(row => batcher.ScoreAsync(row, default))).WaitAsync(Soon);

        Assert.All(rows.Zip(together), pair =>
        {
            var alone = model.ScoreRow(pair.First);
            Assert.Equal(alone.Score, pair.Second.Score, 1e-5f * Math.Max(1, alone.Score));
            Assert.Equal(alone.PredictedLabel, pair.Second.PredictedLabel);
        });

        // A row that came alone is scored as such, bit for bit.
        var single = new ModelBatch(model).Score([new(rows[199], 0, default)])[0];
        Assert.Equal(model.ScoreRow(rows[199]), single);
        batcher.Complete();
    }

    [Theory]
    [InlineData("MicroBatch:MaxRows=1")]
    [InlineData("MicroBatch:MaxRows=32")]
    public async Task Concurrent_rows_get_the_scores_of_their_own(string setting)
    {
        await using var service = await RunningService.StartAsync([("pumps", models.Pumps)], setting);
        using var model = VaeModel.Load(models.Pumps);
        double[] flows = [.. Enumerable.Range(0, 64).Select(row => 20 + (row * 0.5))];
        var answers = await Task.WhenAll(flows.Select(flow => service.PostAsync("/models/pumps/row", TrainedModels.Pump(flow: flow)).JsonAsync()));

        Assert.All(flows.Zip(answers), pair =>
        {
            var encoder = new VaeFeatureEncoder(model.Info.Columns);
            var features = new double[encoder.FeatureCount];
            encoder.EncodeNumber(0, 10.0, features);
            encoder.EncodeNumber(1, pair.First, features);
            encoder.EncodeText(2, "open", features);
            encoder.EncodeDate(3, "2026-03-02 09:15", features);
            var expected = model.ScoreRow(features).Score;
            Assert.Equal(expected, pair.Second["result"]!["score"]!.GetValue<float>(), 1e-5f * Math.Max(1, expected));
        });
    }

    private static VaeRowScore[] Echo(IReadOnlyList<PendingRow> rows) => [.. rows.Select(row => new VaeRowScore((float)row.Features[0], false, 1, 0, 0))];

    private MicroBatcher Batcher(MicroBatchOptions options, Func<IReadOnlyList<PendingRow>, VaeRowScore[]> score) => new(score, options, Meter, _time);
}
