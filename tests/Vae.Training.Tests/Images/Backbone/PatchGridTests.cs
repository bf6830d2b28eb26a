using TorchSharp;
using Vae.Training.Images.Backbone;

namespace Vae.Training.Tests.Images.Backbone;

/// <summary>The cells of a pretrained network.</summary>
public sealed class PatchGridTests
{
    [Theory]
    [InlineData(64, 64, 8, 8)]
    [InlineData(66, 95, 10, 12)]
    [InlineData(200, 224, 26, 28)]
    public void There_is_a_cell_for_every_eight_pixels_of_the_widened_image(int height, int width, int down, int across)
    {
        var grid = new PatchGrid(new(1, height, width));

        Assert.Equal((down, across), (grid.Height, grid.Width));
        using var widened = grid.Widen(torch.zeros(2, 1, height, width));
        Assert.Equal([2, 1, 8 * down, 8 * across], widened.shape);
    }

    [Fact]
    public void Pixels_lie_between_the_cells_around_them()
    {
        var grid = new PatchGrid(new(1, 64, 66));                                       // 66 is widened by 7 on either side

        var (rows, columns) = (grid.ToRows().Chunk(grid.Height).ToArray(), grid.ToColumns().Chunk(grid.Width).ToArray());

        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], rows[0]);
        Assert.Equal([0.75f, 0.25f, 0, 0, 0, 0, 0, 0], rows[2]);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], rows[63]);
        Assert.Equal(0.875f, columns[0][1]);
        Assert.All(rows.Concat(columns), weights => Assert.Equal(1, weights.Sum(), 1e-6));
    }
}
