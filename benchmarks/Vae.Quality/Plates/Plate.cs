using Vae.Quality.Statistics;

namespace Vae.Quality.Plates;

/// <summary>
/// A made-up photograph of a brushed metal plate with four holes and a ring: brush lines, uneven light, noise, and a place that is off by a pixel or
/// two, all of it drawn anew for each plate; a larger one has holes and ring again every <see cref="Side"/> pixels. Grey values [height · width].
/// </summary>
internal sealed class Plate
{
    /// <summary>Pixels along each side of what holes and ring are repeated after.</summary>
    public const int Side = 192;

    /// <summary>Change in grey levels from which on a pixel belongs to a defect.</summary>
    private const double Visible = 10;

    private const double Margin = 30, HoleRadius = 9, RingRadius = 34;

    private readonly Random _random;
    private readonly double _shiftX, _shiftY;
    private readonly double[] _metal, _noise;
    private readonly double[] _plain;

    /// <param name="random">Draws the plate.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="drilled">False where one hole was not drilled, any of them.</param>
    public Plate(Random random, int width = Side, int height = Side, bool drilled = true)
    {
        (_random, Width, Height) = (random, width, height);
        var hole = drilled ? -1 : random.Next(4 * Math.Max(1, width / Side) * Math.Max(1, height / Side));
        (_shiftX, _shiftY) = (Uniform(-2, 2), Uniform(-2, 2));
        _metal = Metal();
        _noise = [.. Enumerable.Range(0, width * height).Select(_ => 2 * RandomNormal.Next(random))];
        _plain = Drilled(-1);
        Changed = new bool[width * height];
        Grey = Drilled(hole);
        Mark();
    }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Rows of pixels.</summary>
    public int Height { get; }

    /// <summary>The photograph without noise.</summary>
    public double[] Grey { get; private set; }

    /// <summary>Where it differs from a good plate.</summary>
    public bool[] Changed { get; }

    /// <summary>The photograph, 0 to 255.</summary>
    public byte[] Photograph => [.. Grey.Zip(_noise, (grey, noise) => (byte)Math.Clamp(Math.Round(grey + noise), 0, 255))];

    /// <summary>Changes the plate: place (x, y) and grey value → grey value.</summary>
    public void Change(Func<int, int, double, double> change)
    {
        Grey = [.. Grey.Select((grey, pixel) => Math.Clamp(change(pixel % Width, pixel / Width, grey), 0, 255))];
        Mark();
    }

    private void Mark()
    {
        for (var pixel = 0; pixel < Changed.Length; pixel++)
        {
            Changed[pixel] = Math.Abs(Grey[pixel] - _plain[pixel]) >= Visible;
        }
    }

    /// <summary>Brush lines along the rows, under light that falls off to one side.</summary>
    private double[] Metal()
    {
        var (slopeX, slopeY, level) = (Uniform(-20, 20), Uniform(-20, 20), Uniform(140, 160));
        var metal = new double[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            var (row, drift) = (6 * RandomNormal.Next(_random), 0.0);
            for (var x = 0; x < Width; x++)
            {
                drift = (0.93 * drift) + (1.8 * RandomNormal.Next(_random));
                metal[(y * Width) + x] = level + row + drift + (slopeX * ((x / (double)Width) - 0.5)) + (slopeY * ((y / (double)Height) - 0.5));
            }
        }

        return metal;
    }

    /// <summary>The plate with its holes, each with a bright rim, but for one, and the ring.</summary>
    private double[] Drilled(int without) => [.. _metal.Select((metal, pixel) =>
    {
        var (column, row) = (pixel % Width, pixel / Width);
        var (x, y) = ((column % Side) - _shiftX, (row % Side) - _shiftY);
        var first = 4 * (((row / Side) * Math.Max(1, Width / Side)) + (column / Side));
        var ring = 22 * Math.Exp(-Math.Pow((Math.Sqrt(Math.Pow(x - (Side / 2), 2) + Math.Pow(y - (Side / 2), 2)) - RingRadius) / 2.5, 2));
        return Enumerable.Range(0, 4).Where(hole => first + hole != without).Aggregate(metal + ring, (grey, hole) =>
        {
            var (centreX, centreY) = (hole % 2 == 0 ? Margin : Side - Margin, hole / 2 == 0 ? Margin : Side - Margin);
            var beyond = Math.Sqrt(Math.Pow(x - centreX, 2) + Math.Pow(y - centreY, 2)) - HoleRadius;
            var inside = Math.Clamp(0.5 - beyond, 0, 1);
            return (grey * (1 - inside)) + (25 * inside) + (35 * Math.Exp(-Math.Pow((beyond - 2) / 1.5, 2)));
        });
    })];

    private double Uniform(double low, double high) => low + ((high - low) * _random.NextDouble());
}
