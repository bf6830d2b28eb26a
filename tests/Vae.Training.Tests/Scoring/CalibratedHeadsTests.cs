using TorchSharp;
using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Scoring;

public sealed class CalibratedHeadsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Held_out_rows_have_mean_0_and_the_heads_count_alike_whatever_their_unit()
    {
        using var generator = new Generator(1);
        var residuals = randn(500, 4, generator: generator).exp();
        var one = Fit(new LengthHead(4));
        var heads = Fit(new LengthHead(4), new Scaled(1e6));

        var scores = heads.Combine(new Sight(residuals));

        Assert.Equal(0, scores.mean().ToDouble(), 1e-4);
        Assert.Equal(1, scores.std().ToDouble(), 1e-3);
        Assert.True(scores.allclose(one.Combine(new Sight(residuals)), 1e-3, 1e-3));

        CalibratedHeads<ISight, IGraphSight> Fit(params IHead<ISight, IGraphSight>[] heads) =>
            CalibratedHeads<ISight, IGraphSight>.Fit(heads, [[.. heads.Select(head => head.Squares(new Sight(residuals)))]]);
    }

    /// <summary>Of logarithms −1, 0 and 1 with standard deviation 1, and of 3, 0 and −3 with 3: (2 · 1 + 1 · −1) / 3 = 1/3.</summary>
    [Fact]
    public void Heads_count_by_their_weights()
    {
        var steps = tensor(new float[] { -1, 0, 1 });
        var (heavy, light) = ((2 * (steps + 10)).exp(), (2 * (10 - (3 * steps))).exp());
        var heads = CalibratedHeads<ISight, IGraphSight>.Fit([new Scaled(1) { Weight = 2 }, new Scaled(1)], [[heavy, light]]);

        Assert.Equal([-1 / 3f, 0, 1 / 3f], heads.Combine([heavy, light]).data<float>().Select(score => MathF.Round(score, 5)), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void One_head_needs_no_mean_in_the_graph()
    {
        var squares = ones(5).cumsum(0, ScalarType.Float32);
        var heads = CalibratedHeads<ISight, IGraphSight>.Fit([new LengthHead(1)], [[squares]]);
        var (one, tape) = (new OnnxTape(), new OnnxTape());

        heads.Combine(one, ["squares"]);
        CalibratedHeads<ISight, IGraphSight>.Fit([new LengthHead(1), new LengthHead(1)], [[squares, squares]]).Combine(tape, ["a", "b"]);

        Assert.Equal(["Add", "Log", "Sub", "Mul"], Operations(one));
        Assert.Equal(["Add", "Log", "Sub", "Mul", "Add", "Log", "Sub", "Mul", "Sum", "Mul"], Operations(tape));

        static IEnumerable<string> Operations(OnnxTape tape) => tape.Model([]).Graph.Node.Select(node => node.OpType);
    }

    private sealed record Sight(Tensor Residuals) : ISight
    {
        public int Member => 0;
    }

    /// <summary>The length in another unit.</summary>
    private sealed class Scaled(double factor) : IHead<ISight, IGraphSight>
    {
        public float Weight { get; init; } = 1;

        public Tensor Squares(ISight sight) => factor * sight.Residuals.square().mean([1]);

        public string Squares(OnnxTape tape, IReadOnlyList<IGraphSight> members) => throw new NotSupportedException();
    }
}
