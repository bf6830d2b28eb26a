using Vae.Quality.Data;
using Vae.Quality.Large.Structures;

namespace Vae.Quality.Large;

/// <summary>
/// Rows of a structure: any number of normal ones to train on, and normal and odd ones to score, which are the same whatever the number. Same seed,
/// same rows.
/// </summary>
internal sealed class GeneratedTable
{
    /// <summary>Rows that say between what values columns lie.</summary>
    private const int LookedAt = 1_000;

    /// <summary>How much farther local anomalies lie from their population.</summary>
    private const double LocalSpread = 3;

    private readonly Structure _structure;
    private readonly int _seed;

    public GeneratedTable(string structure, int seed)
    {
        var random = new Random(seed);
        (_structure, _seed) = (Of(structure, random), seed);
    }

    /// <summary>The structures by name.</summary>
    public static IReadOnlyList<string> Structures { get; } = ["manifolds", "profiles", "mechanisms", "segments"];

    /// <summary>Normal rows to train on.</summary>
    public LabelledTable Train(int rows)
    {
        var random = new Random(_seed + 1_000_000);
        var features = new float[rows * _structure.Features];                           // [rows, features]
        for (var row = 0; row < rows; row++)
        {
            Normal(random, features.AsSpan(row * _structure.Features, _structure.Features));
        }

        return new(_structure.Name, features, _structure.Features, new bool[rows]);
    }

    /// <summary>Normal rows, and after them as many anomalies of each kind.</summary>
    /// <param name="normal">Number of normal rows.</param>
    /// <param name="ofEachKind">Number of anomalies of each kind, in the order of the kinds.</param>
    public LabelledTable Test(int normal, int ofEachKind)
    {
        var (random, kinds, width) = (new Random(_seed + 2_000_000), Enum.GetValues<AnomalyKind>(), _structure.Features);
        var rows = normal + (kinds.Length * ofEachKind);
        var (least, most) = Bounds(random);
        var features = new float[rows * width];                                         // [rows, features]
        for (var row = 0; row < rows; row++)
        {
            var cells = features.AsSpan(row * width, width);
            if (row < normal)
            {
                Normal(random, cells);
            }
            else
            {
                Plant(kinds[(row - normal) / ofEachKind], cells, random, least, most);
            }
        }

        return new(_structure.Name, features, width, [.. Enumerable.Range(0, rows).Select(row => row >= normal)]);
    }

    private static Structure Of(string name, Random random) => name switch
    {
        "manifolds" => new Manifolds(random),
        "profiles" => new Profiles(random),
        "mechanisms" => new Mechanisms(random),
        "segments" => new Segments(random),
        _ => throw new ArgumentException($"A structure must be one of {string.Join(", ", Structures)}; got '{name}'.", nameof(name)),
    };

    private void Normal(Random random, Span<float> row) => _structure.Draw(_structure.Population(random), 1, random, row);

    private (float[] Least, float[] Most) Bounds(Random random)
    {
        var (least, most, row) = (new float[_structure.Features], new float[_structure.Features], new float[_structure.Features]);
        Normal(random, least);
        least.CopyTo(most, 0);
        for (var i = 0; i < LookedAt; i++)
        {
            Normal(random, row);
            for (var j = 0; j < row.Length; j++)
            {
                (least[j], most[j]) = (Math.Min(least[j], row[j]), Math.Max(most[j], row[j]));
            }
        }

        return (least, most);
    }

    private void Plant(AnomalyKind kind, Span<float> row, Random random, float[] least, float[] most)
    {
        switch (kind)
        {
            case AnomalyKind.Local:
                _structure.Draw(_structure.Population(random), LocalSpread, random, row);
                return;
            case AnomalyKind.Cluster:
                _structure.Draw(_structure.Populations + random.Next(Structure.Unseen), 1, random, row);
                return;
        }

        Normal(random, row);
        var other = new float[row.Length];
        foreach (var j in Third(random))
        {
            Normal(random, other);
            var anywhere = least[j] + ((most[j] - least[j]) * random.NextSingle());
            row[j] = kind == AnomalyKind.Dependency ? other[j] : _structure.IsWhole(j) ? MathF.Round(anywhere) : anywhere;
        }
    }

    /// <summary>A third of the columns.</summary>
    private int[] Third(Random random)
    {
        int[] columns = [.. Enumerable.Range(0, _structure.Features)];
        random.Shuffle(columns);
        return columns[..(columns.Length / 3)];
    }
}
