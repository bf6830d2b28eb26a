using TorchSharp;
using Vae.Training.Learning;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Learning;

public sealed class TrainingLoopTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void The_evidence_lower_bound_rises_on_rows_seen_and_held_out()
    {
        var history = Run(Fixtures.Run.Quick with { Steps = 300 });

        Assert.True(history[^1].ValidationElbo > history[0].ValidationElbo + 0.5, $"{history[0].ValidationElbo} → {history[^1].ValidationElbo}");
        Assert.True(history[^1].TrainingElbo > history[0].TrainingElbo + 0.5, $"{history[0].TrainingElbo} → {history[^1].TrainingElbo}");
        Assert.All(history, report => Assert.True(report.KlDivergence >= 0));
    }

    [Fact]
    public void Twenty_reports_tell_where_it_stands()
    {
        var told = new List<VaeTrainingProgress>();

        var history = Run(Fixtures.Run.Quick, new Reports(told.Add));

        Assert.Equal(history, told);
        Assert.Equal(Enumerable.Range(1, 20).Select(report => 3 * report), history.Select(report => report.Step));
        Assert.All(history, report => Assert.Equal(60, report.Steps));

        // 160 rows per member are five batches of 32.
        Assert.Equal(history.Select(report => ((report.Step - 1) / 5) + 1), history.Select(report => report.Epoch));
        Assert.Equal(history.Select(report => report.Elapsed).Order(), history.Select(report => report.Elapsed));
    }

    [Fact]
    public void A_run_of_fewer_steps_than_reports_reports_each_and_an_odd_one_its_end()
    {
        Assert.Equal([1, 2, 3], Run(Fixtures.Run.Quick with { Steps = 3 }).Select(report => report.Step));
        Assert.Equal(45, Run(Fixtures.Run.Quick with { Steps = 45 })[^1].Step);
    }

    [Fact]
    public void No_tensor_is_left_behind_by_a_step()
    {
        Collect();
        var alive = new List<long>();

        Run(Fixtures.Run.Quick, new Reports(_ => alive.Add(Tensor.TotalCount)));

        // The first report is made before there is a best model to keep.
        Assert.Single(alive.Skip(1).Distinct());
    }

    [Fact]
    public void After_a_stop_the_ensemble_has_its_best_weights()
    {
        using var stop = new CancellationTokenSource();
        var best = double.NegativeInfinity;
        var weights = Array.Empty<Tensor>();
        TableEnsemble? ensemble = null;

        // A rate so high that the bound falls again and again; stopped as soon as it is below its best.
        var history = Run(
            Fixtures.Run.Quick with { Steps = 400, LearningRate = 0.3 },
            new Reports(report =>
            {
                if (report.ValidationElbo > best)
                {
                    (best, weights) = (report.ValidationElbo, [.. ensemble!.Parameters.Select(parameter => parameter.detach().clone().DetachFromDisposeScope())]);
                }
                else if (report.ValidationElbo < best - 0.01)
                {
                    stop.Cancel();
                }
            }),
            started => ensemble = started,
            stop: stop.Token);

        Assert.True(history[^1].Step < 400);
        Assert.Equal(best, history.Max(report => report.ValidationElbo));
        Assert.All(ensemble!.Parameters.Zip(weights), pair => Assert.True(pair.First.equal(pair.Second).all().ToBoolean()));
    }

    [Fact]
    public void A_stop_before_the_first_step_leaves_no_model()
    {
        Assert.Throws<OperationCanceledException>(() => Run(Fixtures.Run.Quick with { Steps = 1000 }, stop: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_stop_before_the_first_report_keeps_what_there_is_and_measures_it()
    {
        using var stop = new CancellationTokenSource();

        // Asked for while the first step is under way; the first regular report would come after fifty.
        var history = Run(Fixtures.Run.Quick with { Steps = 1000 }, inStep: () => stop.Cancel(), stop: stop.Token);

        Assert.Equal(1, Assert.Single(history).Step);
        Assert.True(double.IsFinite(history[0].ValidationElbo));
    }

    [Fact]
    public void An_abandoned_run_ends_at_once_and_keeps_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var told = new List<VaeTrainingProgress>();

        Assert.Throws<OperationCanceledException>(() => Run(
            Fixtures.Run.Quick,
            new Reports(report =>
            {
                told.Add(report);
                cancellation.Cancel();
            }),
            cancellation: cancellation.Token));

        Assert.Single(told);
    }

    [Fact]
    public void A_time_limit_stops_the_run_and_keeps_what_there_is()
    {
        var history = Run(Fixtures.Run.Quick with { Steps = 100_000, TimeLimit = TimeSpan.FromTicks(1) });

        Assert.Equal(1, Assert.Single(history).Step);
    }

    [Fact]
    public void Best_weights_come_back_as_they_were()
    {
        using var none = no_grad();
        var ensemble = new TableEnsemble(2, 3, 4, 2, _generator, CPU);
        using var adam = new FlatAdam(ensemble.Parameters);
        using var best = new BestWeights(adam.Weights);
        Assert.False(best.Exist);

        best.Keep();
        var kept = ensemble.Parameters.Select(parameter => parameter.detach().clone()).ToArray();
        foreach (var parameter in ensemble.Parameters)
        {
            parameter.add_(1);
        }

        best.Restore();

        Assert.True(best.Exist);
        Assert.All(ensemble.Parameters.Zip(kept), pair => Assert.True(pair.First.equal(pair.Second).all().ToBoolean()));
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private IReadOnlyList<VaeTrainingProgress> Run(
        VaeTrainingOptions options, IProgress<VaeTrainingProgress>? progress = null, Action<TableEnsemble>? started = null, Action? inStep = null,
        CancellationToken stop = default, CancellationToken cancellation = default)
    {
        var plan = TableTrainer.PlanOf(options);
        var inputs = tensor(Samples.PlainRows(240), [240, 5]);
        inputs = (inputs - inputs.mean([0])) / inputs.std(0, unbiased: true);
        var ensemble = new TableEnsemble(plan.Members, 5, options.HiddenUnits, 3, _generator, CPU);
        started?.Invoke(ensemble);
        var folds = Folds.Deal(240, plan.Members, _generator);
        return new TrainingLoop(plan, new(progress, stop, cancellation)).Run(new(ensemble, inputs, folds, _generator)
        {
            Augmentation = batch =>
            {
                inStep?.Invoke();
                return batch;
            },
        });
    }
}
