using TorchSharp;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Scoring;

public sealed class NearestReferenceTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_mean_square_is_that_of_the_nearest()
    {
        var rows = tensor(new float[,] { { 0, 0 }, { 3, 4 }, { 10, 0 } });
        var references = tensor(new float[,] { { 3, 4 }, { 0, 1 } });

        Assert.Equal([0.5f, 0, 32.5f], NearestReference.MeanSquare(rows, references).data<float>().ToArray());
    }

    [Fact]
    public void A_row_that_equals_a_reference_is_at_distance_0_however_far_out_both_are()
    {
        using var generator = new Generator(1);
        var references = randn(300, 40, generator: generator) * 1000;

        Assert.Equal(0, NearestReference.MeanSquare(references, references).max().ToSingle());
    }

    [Fact]
    public void Many_rows_in_chunks_give_what_a_direct_search_gives()
    {
        using var generator = new Generator(1);
        var rows = randn(9000, 3, generator: generator);
        var references = randn(2000, 3, generator: generator);                          // 18 million distances: two chunks

        var expected = cat(rows.split(500).Select(part => (part.unsqueeze(1) - references).square().mean([2]).amin([1])).ToArray());

        Assert.True(NearestReference.MeanSquare(rows, references).allclose(expected, 1e-4, 1e-6));
    }
}
