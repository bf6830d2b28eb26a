namespace Vae.Quality.Plates;

/// <summary>Plates with one defect each, of kinds that differ in size, in strength, and in whether anything is there that should not be.</summary>
internal sealed class PlateDefect(Random random, int width = Plate.Side, int height = Plate.Side)
{
    /// <summary>The kinds.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["scratch", "fibre", "blot", "dent", "worn", "undrilled"];

    /// <summary>A plate with a defect.</summary>
    public Plate Make(string kind)
    {
        var plate = new Plate(random, width, height, drilled: kind != "undrilled");
        switch (kind)
        {
            case "scratch":
                Draw(plate, Curve(length: Uniform(35, 80), bend: 6), thickness: 0.7, Uniform(40, 65));
                break;
            case "fibre":
                Draw(plate, Curve(length: Uniform(25, 50), bend: 25), thickness: 0.5, -Uniform(45, 70));
                break;
            case "blot":
                Blot(plate);
                break;
            case "dent":
                Dent(plate);
                break;
            case "worn":
                Worn(plate);
                break;
        }

        return plate;
    }

    private static void Draw(Plate plate, (double X, double Y)[] curve, double thickness, double strength)
    {
        var (left, right) = (curve.Min(point => point.X) - 2, curve.Max(point => point.X) + 2);
        var (top, bottom) = (curve.Min(point => point.Y) - 2, curve.Max(point => point.Y) + 2);
        plate.Change((x, y, grey) => x < left || x > right || y < top || y > bottom ? grey : grey + (strength * Math.Clamp(
            thickness + 0.5 - curve.Min(point => Math.Sqrt(Math.Pow(x - point.X, 2) + Math.Pow(y - point.Y, 2))), 0, 1)));
    }

    /// <summary>Points half a pixel or less apart on a bent line.</summary>
    private (double X, double Y)[] Curve(double length, double bend)
    {
        var ((x, y), angle, depth) = (Place(length / 2), Uniform(0, Math.PI), Uniform(-bend, bend));
        return
        [
            .. Enumerable.Range(0, 201).Select(step => (step / 100.0) - 1).Select(along =>
            {
                var (u, v) = (along * length / 2, depth * ((along * along) - 0.5));
                return (x + (u * Math.Cos(angle)) - (v * Math.Sin(angle)), y + (u * Math.Sin(angle)) + (v * Math.Cos(angle)));
            }),
        ];
    }

    private void Blot(Plate plate)
    {
        var (radius, stretch, strength) = (Uniform(4, 9), Uniform(0.7, 1.4), Uniform(30, 60));
        var (x0, y0) = Place(radius);
        plate.Change((x, y, grey) =>
            grey - (strength * Math.Clamp(1.5 - (Math.Sqrt(Math.Pow((x - x0) / stretch, 2) + Math.Pow((y - y0) * stretch, 2)) / radius), 0, 1)));
    }

    /// <summary>Light on one side, shadow on the other.</summary>
    private void Dent(Plate plate)
    {
        var (reach, strength) = (Uniform(3, 5), Uniform(45, 70));
        var (x0, y0) = Place(3 * reach);
        plate.Change((x, y, grey) =>
            grey + (strength * ((x - x0) / reach) * Math.Exp(0.5 - ((Math.Pow(x - x0, 2) + Math.Pow(y - y0, 2)) / (2 * reach * reach)))));
    }

    /// <summary>Brush lines that are gone.</summary>
    private void Worn(Plate plate)
    {
        var side = random.Next(22, 36);
        var (x0, y0) = Place(side);
        var level = plate.Grey.Where((_, pixel) => Inside(pixel % plate.Width, pixel / plate.Width)).Average();
        plate.Change((x, y, grey) => Inside(x, y) ? level : grey);

        bool Inside(int x, int y) => Math.Abs(x - x0) <= side / 2.0 && Math.Abs(y - y0) <= side / 2.0;
    }

    /// <summary>Anywhere, with room around it.</summary>
    private (double X, double Y) Place(double room) => (Uniform(room, width - room), Uniform(room, height - room));

    private double Uniform(double low, double high) => low + ((high - low) * random.NextDouble());
}
