using Vae.MLNet;

namespace Vae.Training;

/// <summary>What holds for the columns of training data, whatever it is made of.</summary>
internal static class ColumnWidths
{
    /// <summary>The number of features of columns that are as they must be.</summary>
    public static int Sum(IReadOnlyList<VaeColumn> columns, int values, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var width = columns.Sum(column => column.Width);
        if (width == 0 || values % width != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Training data must hold whole rows of {width} features, at least one; got {values} values."), parameterName);
        }

        if (columns.SelectMany(column => column.FeatureNames)
            .GroupBy(name => name, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new ArgumentException(
                $"Feature '{repeated.Key}' must be named once; got {repeated.Count()} of them. Rename or ignore a column.", nameof(columns));
        }

        var names = columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (names.Count < columns.Count || names.Contains(""))
        {
            throw new ArgumentException(
                "Columns must each have a name of their own; got an empty or a repeated one. Rename or ignore a column.", nameof(columns));
        }

        return width;
    }
}
