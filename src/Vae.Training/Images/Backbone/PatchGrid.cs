using TorchSharp;
using Vae.MLNet;
using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>
/// The cells that a pretrained network sees an image in: one for every 8 × 8 pixels, once the image is widened to sides that divide by 16. The edge
/// is repeated on all four sides, by as much on one as on the other.
/// </summary>
internal sealed record PatchGrid
{
    private const int Divisor = 16;

    public PatchGrid(VaeImageShape shape)
    {
        Shape = shape;
        var (height, width) = (Widened(shape.Height), Widened(shape.Width));
        (Top, Left) = ((height - shape.Height) / 2, (width - shape.Width) / 2);
        (Bottom, Right) = (height - shape.Height - Top, width - shape.Width - Left);
        (Height, Width) = (Down(CellSize.Coarse), Across(CellSize.Coarse));
    }

    /// <summary>The size of the images.</summary>
    public VaeImageShape Shape { get; }

    /// <summary>Cells from top to bottom.</summary>
    public int Height { get; }

    /// <summary>Cells from left to right.</summary>
    public int Width { get; }

    private int Top { get; }

    private int Left { get; }

    private int Bottom { get; }

    private int Right { get; }

    /// <summary>Cells of a size from top to bottom.</summary>
    public int Down(CellSize size) => Widened(Shape.Height) / size.Pixels;

    /// <summary>The same from left to right.</summary>
    public int Across(CellSize size) => Widened(Shape.Width) / size.Pixels;

    /// <summary>Images [rows, channels, height, width], widened.</summary>
    public Tensor Widen(Tensor images) => Shape.Height % Divisor + Shape.Width % Divisor == 0
        ? images
        : nn.functional.pad(images, [Left, Right, Top, Bottom], PaddingModes.Replicate);

    /// <summary>The same as graph.</summary>
    public string Widen(OnnxTape tape, string images) => Shape.Height % Divisor + Shape.Width % Divisor == 0
        ? images
        : tape.PadEdge(images, Top, Left, Bottom, Right);

    /// <summary>
    /// What makes a row of pixels of a row of cells, linear between their centres: [height, cells from top to bottom]. The centre of a cell is that
    /// of its pixels: a change in a pixel changes the cells around it evenly to both sides, although the network pads more on one side.
    /// </summary>
    public float[] ToRows(CellSize size) => Interpolation(Shape.Height, Top, Down(size), size.Pixels);

    /// <summary>The same from left to right: [width, cells from left to right].</summary>
    public float[] ToColumns(CellSize size) => Interpolation(Shape.Width, Left, Across(size), size.Pixels);

    private static int Widened(int side) => (side + Divisor - 1) / Divisor * Divisor;

    private static float[] Interpolation(int side, int before, int cells, int cellPixels)
    {
        var weights = new float[side * cells];
        for (var pixel = 0; pixel < side; pixel++)
        {
            var place = Math.Clamp(((pixel + before + 0.5) / cellPixels) - 0.5, 0, cells - 1);
            var cell = Math.Min((int)place, cells - 2);
            weights[(pixel * cells) + cell] = (float)(1 - (place - cell));
            weights[(pixel * cells) + cell + 1] = (float)(place - cell);
        }

        return weights;
    }
}
