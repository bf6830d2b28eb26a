namespace Vae.Training;

/// <summary>Which rows belong together, as numbers.</summary>
internal static class RowGroups
{
    /// <summary>The groups numbered by their first rows, from 0 [rows].</summary>
    /// <param name="groups">The group of each row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="parameterName">What messages call the groups.</param>
    /// <exception cref="ArgumentException">There is not one text a row, or an empty one.</exception>
    public static int[] IndexesOf(IReadOnlyList<string> groups, int rows, string parameterName)
    {
        if (groups.Count != rows)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"'{parameterName}' must name one group for each of {rows} rows; got {groups.Count}."), parameterName);
        }

        var indexes = new int[rows];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < rows; row++)
        {
            if (string.IsNullOrEmpty(groups[row]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"'{parameterName}' must name a group for every row; got none for row {row + 1}. ")
                    + "Give a row that stands for itself a name of its own.", parameterName);
            }

            if (!numbers.TryGetValue(groups[row], out var number))
            {
                numbers.Add(groups[row], number = numbers.Count);
            }

            indexes[row] = number;
        }

        return indexes;
    }
}
