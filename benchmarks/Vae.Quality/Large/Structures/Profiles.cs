namespace Vae.Quality.Large.Structures;

/// <summary>
/// A thousand customers, machines or places, each with a level and a spread of its own in twelve columns, and one direction in which its rows vary
/// together. Most are rare: of 2,000 rows they have none or one.
/// </summary>
internal sealed class Profiles : Structure
{
    private const int Count = 1_000, Columns = 12;

    private readonly (double[] Level, double[] Spread, double[] Direction)[] _profiles;

    public Profiles(Random random)
        : base("profiles", Columns, Count, evenness: 10) =>
        _profiles =
        [
            .. Enumerable.Range(0, Count + Unseen).Select(_ => (
                Normals(Columns, random),
                Normals(Columns, random).Select(z => 0.15 * Math.Exp(0.5 * z)).ToArray(),
                Normals(Columns, random).Select(z => 0.2 * z).ToArray())),
        ];

    public override void Draw(int population, double spread, Random random, Span<float> row)
    {
        var (level, own, direction) = _profiles[population];
        var factor = Normal(random);
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = (float)(level[j] + (factor * direction[j]) + (spread * own[j] * Normal(random)));
        }
    }
}
