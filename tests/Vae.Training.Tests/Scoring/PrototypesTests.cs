using TorchSharp;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Scoring;

public sealed class PrototypesTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(100, 20, 20)]
    [InlineData(30, 20, 15)]
    [InlineData(3, 20, 1)]
    [InlineData(2, 1, 1)]
    public void There_are_at_most_as_many_as_asked_for_and_one_for_two_rows(int rows, int count, int expected)
    {
        Assert.Equal([expected, 4], Prototypes.OfNormal(randn(rows, 4, generator: _generator), count, _generator).shape);
        Assert.InRange(Prototypes.OfContaminated(randn(rows, 4, generator: _generator), count, _generator).shape[0], 1, expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_prototype_is_a_row(bool normal)
    {
        // Half the rows are far from all others: each would be a group of its own.
        var rows = cat([randn(60, 4, generator: _generator), 1000 * randn(60, 4, generator: _generator)]);

        var prototypes = normal ? Prototypes.OfNormal(rows, 60, _generator) : Prototypes.OfContaminated(rows, 60, _generator);

        Assert.True(NearestReference.MeanSquare(prototypes, rows).min().ToSingle() > 1e-6);
    }

    [Fact]
    public void The_rare_but_normal_is_covered()
    {
        // Two clusters, one of them forty times smaller and far away.
        var rows = cat([randn(400, 2, generator: _generator), 100 + randn(10, 2, generator: _generator)]);

        var prototypes = Prototypes.OfNormal(rows, 8, _generator);

        Assert.True(NearestReference.MeanSquare(rows, prototypes).max().ToSingle() < 100);
    }

    [Fact]
    public void Among_anomalies_small_groups_are_dropped()
    {
        var rows = cat([randn(400, 2, generator: _generator), tensor(new float[,] { { 1000, 0 }, { 0, 1000 } })]);

        for (var draw = 0; draw < 5; draw++)
        {
            Assert.True(Prototypes.OfContaminated(rows, 100, _generator).abs().max().ToSingle() < 500);
        }
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        var rows = randn(200, 3, generator: _generator);

        Assert.Equal(Values(rows, 1), Values(rows, 1));
        Assert.NotEqual(Values(rows, 1), Values(rows, 2));

        static float[] Values(Tensor rows, ulong seed)
        {
            using var generator = new Generator(seed);
            return Prototypes.OfNormal(rows, 20, generator).data<float>().ToArray();
        }
    }
}
