using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Training.Tables;

/// <summary>A number that stands for a missing value, such as −999 or 99999.</summary>
/// <param name="Feature">Index of the feature that it stands in.</param>
/// <param name="Value">The number.</param>
internal readonly record struct MissingMark(int Feature, float Value)
{
    /// <summary>The ends of 16 and 32 bits, as single precision has them.</summary>
    private static readonly double[] Ends = [32_767, 32_768, 65_535, (float)int.MaxValue, (float)uint.MaxValue];

    private static readonly double[] FarMarks = [.. Marks()];

    /// <summary>
    /// Whether a number looks like what devices and programs write for "no value": three nines or more, a large power of ten, an end of a range of
    /// integers, or the largest floats.
    /// </summary>
    public static bool LooksLikeOne(float value, double offset = 0)
    {
        if (offset != 0)
        {
            return Of(value, offset) is not null || Math.Abs(value) >= 1e30;
        }

        var size = Math.Abs((double)value);
        return size >= 1e30
            || Ends.Contains(size)
            || (size >= 999 && size < 1e12 && IsPowerOfTen((float)size, 1))
            || (size >= 9_999 && size < 1e12 && IsPowerOfTen((float)size, 0));
    }

    /// <summary>
    /// The number that stands for a missing value in a column that lies far from zero, or null: one of those, 0 or −1, of which single precision
    /// leaves this feature once the column's offset is off.
    /// </summary>
    public static double? Of(float feature, double offset) =>
        FarMarks.Where(mark => (float)(mark - offset) == feature).Cast<double?>().FirstOrDefault();

    /// <summary>The numbers among the texts that stand for a missing value in a column, as its feature shows them.</summary>
    public static IEnumerable<MissingMark> Declared(IReadOnlyList<VaeColumn> columns)
    {
        var feature = 0;
        foreach (var column in columns)
        {
            foreach (var text in column.IsNumber ? column.Missing : [])
            {
                if (NumberText.TryParse(text, out var number) && float.IsFinite((float)number))
                {
                    yield return new MissingMark(feature, (float)(number - column.Offset));
                }
            }

            feature += column.Width;
        }
    }

    private static IEnumerable<double> Marks()
    {
        yield return 0;
        yield return -1;
        foreach (var end in Ends)
        {
            yield return end;
            yield return -end;
        }

        for (double power = 1_000; power <= 1e12; power *= 10)
        {
            yield return power - 1;
            yield return 1 - power;
            yield return power;
            yield return -power;
        }
    }

    private static bool IsPowerOfTen(float size, int missing)
    {
        for (double power = 1_000; power <= 1e12; power *= 10)
        {
            if ((float)(power - missing) == size)
            {
                return true;
            }
        }

        return false;
    }
}
