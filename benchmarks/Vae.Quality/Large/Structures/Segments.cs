namespace Vae.Quality.Large.Structures;

/// <summary>
/// Columns as business tables have them: numbers, amounts that are often zero, counts, flags and codes, all of them made by one of forty segments
/// and by three hidden causes.
/// </summary>
internal sealed class Segments : Structure
{
    private const int Count = 40, Causes = 3;

    /// <summary>The kind of each column.</summary>
    private static readonly Kind[] Kinds =
    [
        .. Enumerable.Repeat(Kind.Number, 5), .. Enumerable.Repeat(Kind.Amount, 3), .. Enumerable.Repeat(Kind.Count, 3),
        .. Enumerable.Repeat(Kind.Flag, 4), .. Enumerable.Repeat(Kind.Code, 3),
    ];

    private readonly double[][] _levels;                                                // [segments] of [columns]
    private readonly double[][] _loads;                                                 // [columns] of [causes]

    public Segments(Random random)
        : base("segments", Kinds.Length, Count, evenness: 2)
    {
        _loads = [.. Kinds.Select(_ => Normals(Causes, random))];
        _levels = [.. Enumerable.Range(0, Count + Unseen).Select(_ => Normals(Kinds.Length, random))];
    }

    private enum Kind
    {
        Number,
        Amount,
        Count,
        Flag,
        Code,
    }

    public override bool IsWhole(int feature) => Kinds[feature] is Kind.Count or Kind.Flag or Kind.Code;

    public override void Draw(int population, double spread, Random random, Span<float> row)
    {
        var causes = Normals(Causes, random);
        for (var j = 0; j < row.Length; j++)
        {
            var centre = 1.5 * _levels[population][j];
            for (var cause = 0; cause < Causes; cause++)
            {
                centre += 0.7 * _loads[j][cause] * causes[cause];
            }

            var moved = centre + (0.3 * spread * Normal(random));
            row[j] = (float)(Kinds[j] switch
            {
                Kind.Number => moved,
                Kind.Amount => moved < 0 ? 0 : Math.Round(20 * Math.Exp(moved), 2),
                Kind.Count => Math.Floor(Math.Exp(Math.Min(moved, 5))),
                Kind.Flag => moved > 0.5 ? 1 : 0,
                _ => Math.Clamp(Math.Round(5 + (2 * moved)), 0, 9),
            });
        }
    }
}
