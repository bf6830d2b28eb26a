namespace Vae.Training.Images.Backbone;

/// <summary>The size of the cells that a pretrained network sees an image in.</summary>
/// <param name="Pixels">Pixels along each side of a cell.</param>
/// <param name="Around">Cells on each side of it that count too, as cells are averaged with their neighbours.</param>
internal sealed record CellSize(int Pixels, int Around)
{
    /// <summary>Cells along each side of what counts.</summary>
    public int Window => (2 * Around) + 1;

    /// <summary>Those of the second layer, to which the third is brought: whether an image is odd.</summary>
    public static CellSize Coarse { get; } = new(8, 1);

    /// <summary>Those of the first layer: where it is odd.</summary>
    public static CellSize Fine { get; } = new(4, 2);
}
