using TorchSharp;
using Vae.MLNet;
using Vae.Training.Images;
using Vae.Training.Learning;
using Vae.Training.Scoring;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Learning;

/// <summary>A run of 60 steps that is broken off after 30 and taken up again by another, which has nothing of it but the state, against one that is not.</summary>
public sealed class TrainingStateTests
{
    private static readonly VaeImageShape Shape = new(1, 16, 16);

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    public void A_table_goes_on_as_if_it_had_never_stopped(double contamination)
    {
        var options = Run.Quick with { Contamination = contamination };
        Same(control => Finished(new TableTrainer(Samples.Mixed(240), options, control).Run()));
    }

    [Fact]
    public void Images_go_on_as_if_they_had_never_stopped()
    {
        var data = new VaeTrainingData(ImageRun.Pixels(24, Shape), Shape);
        Same(control => Finished(new ImageTrainer(data, Shape, ImageRun.Quick with { Steps = 60 }, control).Run()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(60)]
    public void It_goes_on_from_any_step(int step)
    {
        Result Train(TrainingControl control) => Finished(new TableTrainer(Samples.Mixed(240), Run.Quick, control).Run());
        Same(Train, step);
    }

    [Fact]
    public void The_state_of_a_stop_is_that_of_a_run_that_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var ends = new List<(TrainingState State, bool IsEnding)>();
        Result Train(TrainingControl control) => Finished(new TableTrainer(Samples.Mixed(240), Run.Quick, control).Run());
        var stopped = TrainingStateTests.Train(Train, new(Stop: stop.Token)
        {
            Checkpoint = (take, isEnding) =>
            {
                ends.Add((take(), isEnding));
                if (ends.Count == 16)
                {
                    stop.Cancel();
                }
            },
        });

        Assert.Equal(17, stopped.History[^1].Step);
        Assert.Equal(Enumerable.Repeat(false, 16).Append(true), ends.Select(end => end.IsEnding));
        Assert.Equal(5, ends[^1].State.History.Count);
        Assert.Equal(TrainingStateTests.Train(Train).Weights, TrainingStateTests.Train(Train, new() { From = ends[^1].State }).Weights);
    }

    [Fact]
    public void A_state_says_where_the_run_stands_and_holds_copies()
    {
        var states = new List<TrainingState>();

        Train(control => Finished(new TableTrainer(Samples.Plain(240), Run.Quick, control).Run()), new() { Checkpoint = (take, _) => states.Add(take()) });

        Assert.Equal(Enumerable.Range(1, 60), states.Select(state => state.Step));
        Assert.All(states, state => Assert.Equal((state.Step, state.Step / 3), (state.Members[1].Optimizer.Steps, state.History.Count)));
        Assert.Equal(states.Select(state => state.Elapsed).Order(), states.Select(state => state.Elapsed));
        Assert.All(states, state => Assert.Equal(state.Step < 3, state.Members.All(member => member.BestWeights is null)));

        // 160 rows per member are five batches of 32; the tenth step ends the second epoch.
        var third = states[8];
        Assert.Equal((2, 4 * 32, 3 * 160), (third.Sampler.Epoch, third.Sampler.Position, third.Sampler.Order.Length));
        Assert.All(third.Members, member => Assert.Equal(member.Optimizer.Weights.Length, member.BestWeights!.Length));
        Assert.Equal(60, states.Select(state => state.Members[2].Optimizer.Weights[0]).Distinct().Count());
        Assert.Equal(60, states.Select(state => Convert.ToHexString(state.Random)).Distinct().Count());
    }

    [Fact]
    public void A_stop_after_going_on_can_still_return_to_weights_from_before()
    {
        // At such a rate the bound falls again and again: the run is taken up where it lies below its best.
        var options = Fixtures.Run.Quick with { Steps = 400, LearningRate = 0.3 };
        var bounds = Train(Run).History.Select(report => report.ValidationElbo).ToArray();
        var below = Enumerable.Range(1, bounds.Length - 1).First(report => bounds[report] < bounds[..report].Max());
        var state = Interrupted(Run, step: 20 * (below + 1));
        options = options with { TimeLimit = TimeSpan.FromTicks(1) };

        var result = Train(Run, new() { From = state });

        Assert.Equal(state.Step + 1, result.History[^1].Step);
        Assert.True(result.History[^1].ValidationElbo < bounds[..below].Max());

        // The state has them member after member, with a few zeros at the end of each; the ensemble parameter after parameter.
        Assert.Equal(state.Members.SelectMany(member => member.BestWeights!).Where(weight => weight != 0).Order(), result.Weights.Where(weight => weight != 0).Order());

        Result Run(TrainingControl control) => Finished(new TableTrainer(Samples.Plain(240), options, control).Run());
    }

    private static void Same(Func<TrainingControl, Result> train, int step = 30)
    {
        var whole = Train(train);

        var resumed = Train(train, new() { From = Interrupted(train, step) });

        Assert.Equal(whole.Weights, resumed.Weights);
        Assert.Equal(whole.TrainingScores, resumed.TrainingScores);
        Assert.Equal(20, whole.History.Count);
        Assert.Equal(whole.History.Select(Timeless), resumed.History.Select(Timeless));
        Assert.Equal(resumed.History.Select(report => report.Elapsed).Order(), resumed.History.Select(report => report.Elapsed));

        static VaeTrainingProgress Timeless(VaeTrainingProgress report) => report with { Elapsed = TimeSpan.Zero };
    }

    /// <summary>The state after so many steps of a run that is abandoned then.</summary>
    private static TrainingState Interrupted(Func<TrainingControl, Result> train, int step)
    {
        TrainingState? state = null;
        using var cancellation = new CancellationTokenSource();
        var control = new TrainingControl(Cancellation: cancellation.Token)
        {
            Checkpoint = (take, _) =>
            {
                state = take();
                if (state.Step == step)
                {
                    cancellation.Cancel();
                }
            },
        };

        Assert.Throws<OperationCanceledException>(() => Train(train, control));

        Assert.Equal(step, state!.Step);
        return state;
    }

    private static Result Train(Func<TrainingControl, Result> train, TrainingControl? control = null)
    {
        using var scope = torch.NewDisposeScope();
        return train(control ?? new());
    }

    private static Result Finished<TDetector>(TrainedDetector<TDetector> trained)
        where TDetector : IDetector => new(
            [.. trained.Detector.Ensemble.Parameters.SelectMany(parameter => parameter.detach().cpu().data<float>().ToArray())],
            trained.History, trained.Detector.Calibration.TrainingScores);

    private sealed record Result(float[] Weights, IReadOnlyList<VaeTrainingProgress> History, float[] TrainingScores);
}
