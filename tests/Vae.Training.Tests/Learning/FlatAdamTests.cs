using TorchSharp;
using TorchSharp.Modules;
using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Learning;

public sealed class FlatAdamTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void It_takes_the_steps_of_TorchSharps_Adam()
    {
        var (ours, theirs) = (Parameters(), Parameters());
        using var adam = new FlatAdam(ours);
        using var oracle = optim.Adam(theirs, lr: 0.01);
        for (var step = 0; step < 30; step++)
        {
            Loss(ours).backward();
            adam.CollectGradients();
            adam.Step(0.01);
            oracle.zero_grad();
            Loss(theirs).backward();
            oracle.step();
        }

        Assert.All(ours.Zip(theirs), pair => Assert.True(pair.First.allclose(pair.Second, 1e-5, 1e-6)));
        Assert.False(ours[0].allclose(Parameters()[0], 1e-2, 1e-2));
    }

    /// <summary>The gradient of ½ · (3² + 4²) is (3, 4), of norm 5; that of the second member is (0.3, 0.4).</summary>
    [Theory]
    [InlineData(10, 3, 4)]
    [InlineData(1, 0.6, 0.8)]
    public void Gradients_of_a_member_are_scaled_together_to_the_norm_allowed(double norm, float first, float second)
    {
        Parameter[] parameters = [new(tensor([3f, 0.3f])), new(tensor([4f, 0.4f]).view(2, 1, 1))];
        using var adam = new FlatAdam(parameters);
        (0.5 * (parameters[0].square().sum() + parameters[1].square().sum())).backward();

        adam.CollectGradients();
        adam.ClipGradients(norm);

        float[][] rows = [.. FlatAdam.Rows(adam.Gradients).Select(row => row.Select(value => MathF.Round(value, 5)).ToArray())];
        Assert.Equal([first, second, .. new float[62]], rows[0]);
        Assert.Equal([0.3f, 0.4f, .. new float[62]], rows[1]);
        Assert.All(parameters, parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void What_is_known_of_members_can_be_given_to_others()
    {
        var (all, second) = (Parameters(), Parameters().Select(parameter => new Parameter(parameter.narrow(0, 1, 1).detach().clone())).ToArray());
        using var adam = new FlatAdam(all);
        Loss(all).backward();
        adam.CollectGradients();
        adam.Step(0.01);
        using var alone = new FlatAdam(second);

        alone.Restore([adam.Take()[1]]);

        Assert.All(second.Zip(all), pair => Assert.True(pair.First.equal(pair.Second.narrow(0, 1, 1)).all().ToBoolean()));
        Assert.Equal(adam.Take()[1].SecondMoments, Assert.Single(alone.Take()).SecondMoments);
        Assert.Equal(0, adam.Weights.shape[1] % 64);
    }

    [Fact]
    public void Parameters_keep_their_weights_when_it_is_gone()
    {
        var parameters = Parameters();
        var before = parameters.Select(parameter => parameter.detach().clone()).ToArray();

        new FlatAdam(parameters).Dispose();

        Assert.All(parameters.Zip(before), pair => Assert.True(pair.First.equal(pair.Second).all().ToBoolean()));
    }

    private static Parameter[] Parameters()
    {
        using var generator = new Generator(1);
        return [new(randn(2, 3, 4, generator: generator)), new(randn(2, 1, 4, generator: generator)), new(randn(2, generator: generator))];
    }

    private static Tensor Loss(Parameter[] parameters) => parameters[0].square().sum() + (parameters[1] * parameters[0]).sum().exp() + parameters[2].sin().sum();
}
