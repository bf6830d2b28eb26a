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

        var (rows, columns) = (grid.ToRows(CellSize.Coarse).Chunk(8).ToArray(), grid.ToColumns(CellSize.Coarse).Chunk(10).ToArray());

        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], rows[0]);                                // its centre lies between pixels 3 and 4
        Assert.Equal([0.8125f, 0.1875f, 0, 0, 0, 0, 0, 0], rows[5]);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], rows[63]);
        Assert.Equal([0.5625f, 0.4375f], columns[0][..2]);
        Assert.All(rows.Concat(columns), weights => Assert.Equal(1, weights.Sum(), 1e-6));
    }

    [Fact]
    public void Fine_cells_are_half_as_large()
    {
        var grid = new PatchGrid(new(1, 64, 64));

        var rows = grid.ToRows(CellSize.Fine).Chunk(16).ToArray();

        Assert.Equal((16, 16), (grid.Down(CellSize.Fine), grid.Across(CellSize.Fine)));
        Assert.Equal([0.875f, 0.125f], rows[2][..2]);
        Assert.Equal([0.625f, 0.375f], rows[3][..2]);
        Assert.All(rows, weights => Assert.Equal(1, weights.Sum(), 1e-6));
    }
}
