namespace Vae.Quality.Large.Structures;

/// <summary>Thirty curved surfaces of two to four dimensions in twenty, with little noise around them.</summary>
internal sealed class Manifolds : Structure
{
    private const int Surfaces = 30, Columns = 20;
    private const double Noise = 0.05;

    private readonly Surface[] _surfaces;

    public Manifolds(Random random)
        : base("manifolds", Columns, Surfaces, evenness: 1) =>
        _surfaces = [.. Enumerable.Range(0, Surfaces + Unseen).Select(_ => new Surface(random))];

    public override void Draw(int population, double spread, Random random, Span<float> row)
    {
        var surface = _surfaces[population];
        var place = Normals(surface.Dimensions, random);
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = (float)(surface.At(j, place) + (Noise * spread * Normal(random)));
        }
    }

    /// <summary>A plane that waves.</summary>
    private sealed class Surface(Random random)
    {
        private readonly double[] _centre = Normals(Columns, random);
        private readonly double[] _height = Normals(Columns, random);
        private readonly double[] _phase = Normals(Columns, random);
        private readonly double[][] _slopes = [.. Enumerable.Range(0, Columns).Select(_ => Normals(4, random))];
        private readonly double[][] _waves = [.. Enumerable.Range(0, Columns).Select(_ => Normals(4, random))];

        public int Dimensions { get; } = random.Next(2, 5);

        public double At(int column, double[] place)
        {
            var (linear, angle) = (0.0, _phase[column]);
            for (var d = 0; d < place.Length; d++)
            {
                linear += 0.3 * _slopes[column][d] * place[d];
                angle += _waves[column][d] * place[d];
            }

            return _centre[column] + linear + (0.5 * _height[column] * Math.Sin(angle));
        }
    }
}
