namespace Vae.Quality.Large.Structures;

/// <summary>
/// Thirty columns, of which six are causes and the others come of two or three columns before them, by curves, products and little noise; every
/// third has a long tail. An unseen population has four other mechanisms.
/// </summary>
internal sealed class Mechanisms : Structure
{
    private const int Columns = 30, Causes = 6, Changed = 4;

    private readonly Mechanism[][] _mechanisms;                                         // [populations] of [columns]

    public Mechanisms(Random random)
        : base("mechanisms", Columns, populations: 1, evenness: 1)
    {
        Mechanism[] usual = [.. Enumerable.Range(0, Columns).Select(j => new Mechanism(j, random))];
        _mechanisms = [usual, .. Enumerable.Range(0, Unseen).Select(_ => Others(usual, random))];
    }

    public override void Draw(int population, double spread, Random random, Span<float> row)
    {
        Span<double> values = stackalloc double[Columns];
        for (var j = 0; j < Columns; j++)
        {
            values[j] = j < Causes ? Normal(random) : _mechanisms[population][j].Of(values) + (spread * _mechanisms[0][j].Noise * Normal(random));
            row[j] = (float)(j % 3 == 0 ? Math.Exp(values[j]) : values[j]);
        }
    }

    private static Mechanism[] Others(Mechanism[] usual, Random random)
    {
        Mechanism[] others = [.. usual];
        for (var i = 0; i < Changed; i++)
        {
            var column = random.Next(Causes, Columns);
            others[column] = new(column, random);
        }

        return others;
    }

    /// <summary>What a column comes of.</summary>
    private sealed class Mechanism(int column, Random random)
    {
        private readonly int[] _from = [.. Enumerable.Range(0, 3).Select(_ => random.Next(Math.Max(1, column)))];
        private readonly double[] _weights = Normals(3, random);
        private readonly double _bend = 0.5 + random.NextDouble();

        /// <summary>Its standard deviation around that.</summary>
        public double Noise { get; } = 0.05 + (0.25 * random.NextDouble());

        public double Of(ReadOnlySpan<double> values) =>
            (_weights[0] * Math.Tanh(_bend * values[_from[0]]))
            + (0.5 * _weights[1] * Math.Sin(2 * values[_from[1]]))
            + (0.5 * _weights[2] * Math.Tanh(values[_from[0]] * values[_from[2]]));
    }
}
