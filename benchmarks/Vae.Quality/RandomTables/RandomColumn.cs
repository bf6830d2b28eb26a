using System.Globalization;
using Vae.Quality.Statistics;

namespace Vae.Quality.RandomTables;

/// <summary>One column of a random table: how its cells are drawn, written and broken.</summary>
internal sealed class RandomColumn
{
    private static readonly string[] Markers = ["", "NA", "?", "null"];

    private static readonly double[] Places = [1_000, -300_000, 5_500_000, 1_000_000_000, 1_700_000_000_000];

    private readonly double _offset;
    private readonly double _unit;
    private readonly double _gaps;
    private readonly string _marker;
    private readonly double _load;
    private readonly double[] _shares;
    private double _centre;
    private double _deviation;
    private double[] _seen = [];

    public RandomColumn(int place, Random random)
    {
        Kind = Enum.GetValues<ColumnKind>()[random.Next(Enum.GetValues<ColumnKind>().Length)];
        Name = FormattableString.Invariant($"{Kind.ToString().ToLowerInvariant()}{place}");
        _unit = Math.Pow(10, random.Next(-2, 4));
        _offset = random.NextDouble() < 0.3 ? Places[random.Next(Places.Length)] : 0;
        _gaps = random.NextDouble() < 0.3 ? 0.1 * random.NextDouble() : 0;
        _marker = Markers[random.Next(Markers.Length)];
        _load = random.NextDouble();
        _shares = [.. Enumerable.Range(0, random.Next(2, 13)).Select(_ => 0.05 + random.NextDouble())];
    }

    public ColumnKind Kind { get; }

    public string Name { get; }

    /// <summary>Draws a cell: a number, or the place of a category; NaN is a gap.</summary>
    /// <param name="factor">What the columns of a row have in common, standard normal.</param>
    /// <param name="random">Where chance comes from.</param>
    public double Draw(double factor, Random random)
    {
        var normal = (_load * factor) + (Math.Sqrt(1 - (_load * _load)) * Normal(random));
        var uniform = random.NextDouble();
        var value = Kind switch
        {
            ColumnKind.Normal => normal,
            ColumnKind.Uniform => uniform,
            ColumnKind.LogNormal => Math.Exp(0.5 * normal),
            ColumnKind.Count => Math.Round(10 + (3 * normal)),
            ColumnKind.Constant => 1,
            ColumnKind.Binary => uniform < 0.3 ? 1 : 0,
            _ => Category(uniform),
        };
        return random.NextDouble() < _gaps ? double.NaN : IsNumber ? _offset + (Scale * value) : value;
    }

    /// <summary>Takes note of the training cells.</summary>
    public void Learn(IEnumerable<double> cells)
    {
        _seen = [.. cells.Where(double.IsFinite).Order()];
        _centre = _seen[_seen.Length / 2];
        double[] distances = [.. _seen.Select(value => Math.Abs(value - _centre)).Order()];
        var robust = 1.4826 * distances[distances.Length / 2];
        _deviation = robust > 0 ? robust : Math.Sqrt(_seen.Average(value => (value - _centre) * (value - _centre)));
    }

    /// <summary>Another value: eight robust standard deviations off, or one that was never there.</summary>
    public double Break(double cell, Random random) => Kind switch
    {
        ColumnKind.Category => -1,
        ColumnKind.Constant => _centre + (random.NextDouble() < 0.5 ? Scale : -Scale),
        _ => (double.IsFinite(cell) ? cell : _centre) + ((random.NextDouble() < 0.5 ? 8 : -8) * _deviation),
    };

    /// <summary>How many training rows lie as far from the centre on the same side, or have this very value.</summary>
    public int Beyond(double value) => Kind == ColumnKind.Category ? 0
        : _seen.Count(seen => value >= _centre ? seen >= value : seen <= value);

    /// <summary>The share of normal cells that lie as far out on the same side: what a model that knew the distribution would go by.</summary>
    public double ShareAsFar(double value)
    {
        var plain = (value - _offset) / Scale;
        return Kind switch
        {
            ColumnKind.Normal => NormalTail.Above(Math.Abs(plain)),
            ColumnKind.LogNormal => plain <= 0 ? 0 : NormalTail.Above(Math.Abs(Math.Log(plain) / 0.5)),
            ColumnKind.Count => NormalTail.Above((Math.Abs(plain - 10) - 0.5) / 3),
            _ => 0,
        };
    }

    /// <summary>A cell as a file has it.</summary>
    public string Write(double value) => double.IsNaN(value) ? _marker
        : Kind == ColumnKind.Category ? value < 0 ? "never seen" : FormattableString.Invariant($"c{value}")
        : value.ToString("R", CultureInfo.InvariantCulture);

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private bool IsNumber => Kind != ColumnKind.Category;

    /// <summary>Counts and flags stay whole numbers.</summary>
    private double Scale => Kind is ColumnKind.Count or ColumnKind.Binary ? 1 : _unit;

    private int Category(double uniform)
    {
        var left = uniform * _shares.Sum();
        return Math.Min(_shares.TakeWhile(share => (left -= share) > 0).Count(), _shares.Length - 1);
    }
}
