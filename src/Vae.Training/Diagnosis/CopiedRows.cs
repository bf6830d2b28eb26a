using System.Runtime.InteropServices;

namespace Vae.Training.Diagnosis;

/// <summary>
/// Finds training rows that are exact copies of others where chance makes none: then copies of held-out rows trained, so that held-out rows look more
/// ordinary than new ones will.
/// </summary>
internal static class CopiedRows
{
    /// <summary>A smaller share moves no threshold.</summary>
    private const double LeastShare = 0.01;

    /// <summary>Different rows that the columns are looked at with, at most.</summary>
    private const int MostLookedAt = 4_096;

    /// <summary>Rows of a table are its own from here on: with so few, nothing can be said.</summary>
    private const int FewestRows = 20;

    /// <summary>A sentence where there are such rows.</summary>
    /// <param name="values">Features [rows, width].</param>
    /// <param name="width">Features of a row.</param>
    public static IEnumerable<string> Remarks(float[] values, int width)
    {
        var (rows, distinct, first) = (values.Length / width, new HashSet<ulong>(), new List<int>());
        for (var row = 0; row < rows; row++)
        {
            if (distinct.Add(HashOf(values.AsSpan(row * width, width))) && first.Count < MostLookedAt)
            {
                first.Add(row);
            }
        }

        var copies = rows - distinct.Count;
        return rows < FewestRows || copies < Math.Max(2, LeastShare * rows) || !IsFine(values, width, first) ? [] :
        [
            FormattableString.Invariant($"{copies:N0} of {rows:N0} training rows are exact copies of others, where chance makes none. ")
            + "Held-out copies of rows that trained look more ordinary than new rows will, so the promised false-alarm rate may not hold. "
            + "Leave the copies out, or, "
            + "where rows belong together, say which: --group COLUMN; in code GroupColumn or Groups.",
        ];
    }

    /// <summary>Whether some column tells most different rows apart by itself, as measurements do and codes do not.</summary>
    private static bool IsFine(float[] values, int width, List<int> rows)
    {
        for (var feature = 0; feature < width; feature++)
        {
            if (2 * rows.Select(row => values[(row * width) + feature]).Distinct().Count() > rows.Count)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>64 bits, mixed as by FNV-1a but a number at a time: among millions of rows none meet by chance.</summary>
    private static ulong HashOf(ReadOnlySpan<float> row)
    {
        var hash = 14695981039346656037UL;
        foreach (var bits in MemoryMarshal.Cast<float, uint>(row))
        {
            hash = (hash ^ bits) * 1099511628211UL;
            hash ^= hash >> 29;
        }

        return hash;
    }
}
