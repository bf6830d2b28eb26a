using Vae.Quality.Statistics;

namespace Vae.Quality.Plates;

/// <summary>
/// A made-up photograph of a brushed metal plate with four holes and a ring: brush lines, uneven light, noise, and a place that is off by a pixel or
/// two, all of it drawn anew for each plate. Grey values [<see cref="Side"/> · <see cref="Side"/>].
/// </summary>
internal sealed class Plate
{
    /// <summary>Pixels along each side.</summary>
    public const int Side = 192;

    /// <summary>Change in grey levels from which on a pixel belongs to a defect.</summary>
    private const double Visible = 10;

    private const double Margin = 30, HoleRadius = 9, RingRadius = 34;

    private readonly Random _random;
    private readonly double _shiftX, _shiftY;
    private readonly double[] _metal, _noise;
    private readonly double[] _plain;

    /// <param name="random">Draws the plate.</param>
    /// <param name="hole">The hole that was not drilled, 0 to 3; -1 for none.</param>
    public Plate(Random random, int hole = -1)
    {
        _random = random;
        (_shiftX, _shiftY) = (Uniform(-2, 2), Uniform(-2, 2));
        _metal = Metal();
        _noise = [.. Enumerable.Range(0, Side * Side).Select(_ => 2 * RandomNormal.Next(random))];
        _plain = Drilled(-1);
        Changed = new bool[Side * Side];
        Grey = Drilled(hole);
        Mark();
    }

    /// <summary>The photograph without noise.</summary>
    public double[] Grey { get; private set; }

    /// <summary>Where it differs from a good plate.</summary>
    public bool[] Changed { get; }

    /// <summary>The photograph, 0 to 255.</summary>
    public byte[] Photograph => [.. Grey.Zip(_noise, (grey, noise) => (byte)Math.Clamp(Math.Round(grey + noise), 0, 255))];

    /// <summary>Changes the plate: place (x, y) and grey value → grey value.</summary>
    public void Change(Func<int, int, double, double> change)
    {
        Grey = [.. Grey.Select((grey, pixel) => Math.Clamp(change(pixel % Side, pixel / Side, grey), 0, 255))];
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
        var metal = new double[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            var (row, drift) = (6 * RandomNormal.Next(_random), 0.0);
            for (var x = 0; x < Side; x++)
            {
                drift = (0.93 * drift) + (1.8 * RandomNormal.Next(_random));
                metal[(y * Side) + x] = level + row + drift + (slopeX * ((x / (double)Side) - 0.5)) + (slopeY * ((y / (double)Side) - 0.5));
            }
        }

        return metal;
    }

    /// <summary>The plate with its holes, each with a bright rim, but for one, and the ring.</summary>
    private double[] Drilled(int without) => [.. _metal.Select((metal, pixel) =>
    {
        var (x, y) = ((pixel % Side) - _shiftX, (pixel / Side) - _shiftY);
        var ring = 22 * Math.Exp(-Math.Pow((Math.Sqrt(Math.Pow(x - (Side / 2), 2) + Math.Pow(y - (Side / 2), 2)) - RingRadius) / 2.5, 2));
        return Enumerable.Range(0, 4).Where(hole => hole != without).Aggregate(metal + ring, (grey, hole) =>
        {
            var (centreX, centreY) = (hole % 2 == 0 ? Margin : Side - Margin, hole / 2 == 0 ? Margin : Side - Margin);
            var beyond = Math.Sqrt(Math.Pow(x - centreX, 2) + Math.Pow(y - centreY, 2)) - HoleRadius;
            var inside = Math.Clamp(0.5 - beyond, 0, 1);
            return (grey * (1 - inside)) + (25 * inside) + (35 * Math.Exp(-Math.Pow((beyond - 2) / 1.5, 2)));
        });
    })];

    private double Uniform(double low, double high) => low + ((high - low) * _random.NextDouble());
}
