using System.Globalization;
using Vae.MLNet;

namespace Vae.Training.Tables;

/// <summary>
/// Features of whose values single precision, or even double, has taken what tells their rows apart: map coordinates, cents, seconds since 1970 that
/// were rounded before they came here. They train, but faults in them go unseen, so the user is told.
/// </summary>
/// <param name="features">Features [rows, width], less the offsets of their columns.</param>
/// <param name="width">Number of features.</param>
internal sealed class CoarseFeatures(float[] features, int width)
{
    /// <summary>
    /// The middle four fifths of a feature span at least so many steps of its precision, or it is coarse: about three steps a standard deviation.
    /// </summary>
    private const int LeastSteps = 8;

    /// <summary>From here on single precision keeps only every other whole number, and double precision.</summary>
    private const double LargestExactSingle = 1 << 24, LargestExactDouble = 1L << 53;

    /// <summary>A sentence for each of them.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="coarse">The names of those whose values had been rounded to single precision before their offset came off.</param>
    public IEnumerable<string> Remarks(IReadOnlyList<VaeColumn> columns, IReadOnlyCollection<string> coarse)
    {
        var feature = 0;
        foreach (var column in columns)
        {
            if (column.IsNumber && Remark(column, feature, column.Offset == 0 || coarse.Contains(column.Name)) is { } remark)
            {
                yield return remark;
            }

            feature += column.Width;
        }
    }

    private string? Remark(VaeColumn column, int feature, bool isSingle)
    {
        if (Fate(feature, column.Offset, isSingle) is not { } fate)
        {
            return null;
        }

        var values = Numbers(feature).Select(value => value + column.Offset).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Column '{column.Name}' holds values from {values.Min():#,0.###} to {values.Max():#,0.###}, which {fate}: ")
            + $"{(isSingle ? "single precision keeps about seven digits" : "double precision keeps about sixteen digits")}. "
            + "Faults in it may go unseen. "
            + (isSingle ? "Where the source has more, load it as Double." : "Take a fixed number away from it first.");
    }

    /// <summary>What becomes of the values of a coarse feature; null for any other. What most features end with is asked first.</summary>
    private string? Fate(int feature, double offset, bool isSingle)
    {
        var largestExact = isSingle ? LargestExactSingle : LargestExactDouble;
        var numbers = Numbers(feature);
        var first = numbers.FirstOrDefault(float.NaN);
        if (numbers.All(value => ConstantFeature.IsSame(value, first)))
        {
            return numbers.Any(value => value != first) ? "count as one value, as all are within a millionth of the first"
                : Math.Abs(first + offset) >= largestExact ? "count as one value, from which what it was rounded from is not told apart"
                : null;
        }

        if (FeatureBulk.Of(features, width, feature) is not { Reach: > 0 } bulk)
        {
            return null;
        }

        var centre = Math.Abs(bulk.Centre + offset);
        var step = isSingle ? MathF.BitIncrement((float)centre) - (float)centre : Math.BitIncrement(centre) - centre;
        return bulk.Reach < LeastSteps * step && !numbers.All(value => IsExact(value + offset, largestExact))
            ? FormattableString.Invariant($"are rounded to steps of {step:G3}")
            : null;
    }

    private IEnumerable<float> Numbers(int feature)
    {
        for (var i = feature; i < features.Length; i += width)
        {
            if (float.IsFinite(features[i]))
            {
                yield return features[i];
            }
        }
    }

    /// <summary>Whether a value is a whole number that its precision keeps as it is.</summary>
    private static bool IsExact(double value, double largestExact) => double.IsInteger(value) && Math.Abs(value) < largestExact;
}
