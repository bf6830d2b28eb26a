using Vae.Quality.Statistics;

namespace Vae.Quality.Large.Structures;

/// <summary>
/// A law that rows of any number follow. Rows come of populations, some of them frequent and most of them rare, so that many rows show what few do
/// not; a few populations more are those that normal rows never come of.
/// </summary>
internal abstract class Structure
{
    /// <summary>Populations that anomalies alone come of.</summary>
    public const int Unseen = 5;

    private readonly double[] _cumulated;

    /// <param name="name">What tables call it.</param>
    /// <param name="features">Number of columns.</param>
    /// <param name="populations">Number of populations of normal rows; the k-th is as frequent as 1 / (k + <paramref name="evenness"/>).</param>
    /// <param name="evenness">1 for a few frequent and many rare ones; more for populations of like size.</param>
    protected Structure(string name, int features, int populations, double evenness)
    {
        (Name, Features, Populations) = (name, features, populations);
        var total = 0.0;
        _cumulated = [.. Enumerable.Range(0, populations).Select(k => total += 1 / (k + evenness))];
    }

    public string Name { get; }

    public int Features { get; }

    /// <summary>Populations of normal rows; those that follow are unseen.</summary>
    public int Populations { get; }

    /// <summary>A population of normal rows, by their frequencies.</summary>
    public int Population(Random random)
    {
        var place = Array.BinarySearch(_cumulated, random.NextDouble() * _cumulated[^1]);
        return Math.Min(place < 0 ? ~place : place, Populations - 1);
    }

    /// <summary>Draws a row of a population.</summary>
    /// <param name="population">Which.</param>
    /// <param name="spread">How far rows lie from what their population is like: 1 for normal rows.</param>
    /// <param name="random">Draws.</param>
    /// <param name="row">The row [features].</param>
    public abstract void Draw(int population, double spread, Random random, Span<float> row);

    /// <summary>Whether a column holds whole numbers only.</summary>
    public virtual bool IsWhole(int feature) => false;

    /// <summary>A number of the standard normal distribution.</summary>
    protected static double Normal(Random random) => RandomNormal.Next(random);

    /// <summary>Several of them.</summary>
    protected static double[] Normals(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => Normal(random))];
}
