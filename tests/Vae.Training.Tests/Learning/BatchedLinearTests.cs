using TorchSharp;
using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Learning;

public sealed class BatchedLinearTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    /// <summary>TorchSharp's baddbmm takes its arguments in an order of its own: an upgrade that puts it right must fail here.</summary>
    [Fact]
    public void The_output_is_the_product_with_the_weight_plus_the_bias()
    {
        var layer = new BatchedLinear(members: 1, inputs: 2, outputs: 2, gain: 1, _generator, CPU);
        using (no_grad())
        {
            layer.Weight.copy_(tensor(new float[] { 1, 2, 3, 4 }).view(1, 2, 2));
            layer.Bias.copy_(tensor(new float[] { 10, 20 }).view(1, 1, 2));
        }

        // (5, 6) · (1 2; 3 4) + (10, 20)
        var y = layer.Forward(tensor(new float[] { 5, 6 }).view(1, 1, 2));

        Assert.Equal([5 + 18 + 10, 10 + 24 + 20], y.data<float>().ToArray());
    }

    [Fact]
    public void All_members_at_once_give_what_each_gives_alone()
    {
        var layer = new BatchedLinear(members: 3, inputs: 4, outputs: 5, gain: 1, _generator, CPU);
        using (no_grad())
        {
            layer.Bias.copy_(randn(3, 1, 5, generator: _generator));
        }

        var x = randn(3, 7, 4, generator: _generator);                                  // [members, rows, inputs]
        var y = layer.Forward(x);

        for (var member = 0; member < 3; member++)
        {
            Assert.True(y[member].allclose(x[member].matmul(layer.Weight[member]) + layer.Bias[member], 1e-5, 1e-6));
            Assert.True(y[member].allclose(layer.Forward(x[member], member), 1e-5, 1e-6));
        }
    }

    [Fact]
    public void Weights_start_with_the_asked_for_spread_and_biases_at_zero()
    {
        var layer = new BatchedLinear(members: 2, inputs: 400, outputs: 300, gain: 1.3, _generator, CPU);

        Assert.Equal(1.3 / 20, layer.Weight.std().ToDouble(), 3);
        Assert.Equal(0, layer.Weight.mean().ToDouble(), 3);
        Assert.Equal(0, layer.Bias.abs().max().ToDouble());
    }
}
