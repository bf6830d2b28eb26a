namespace Vae.Data.Sources;

/// <summary>What is worth saying of several files as one table: how they differ, each difference once.</summary>
internal static class FileSetRemarks
{
    /// <summary>Finds the sentences.</summary>
    /// <param name="files">The files; the first says what columns there are.</param>
    /// <param name="places">For each file, where it has each of these columns.</param>
    public static IReadOnlyList<string> Of(ITableSource[] files, int[][] places)
    {
        var (first, found) = (files[0], new List<(string Sentence, string File)>());
        for (var i = 0; i < files.Length; i++)
        {
            var (file, own) = (files[i], files[i] as ITypedSource);
            found.AddRange(own is null
                ? file.Remarks.Select(remark => ($"{{0}}: {remark}", file.Name))
                : own.Unread.Select(column => ($"Column '{column.Key}' of {{0}} is no column of the table: it holds {column.Value}.", file.Name)));
            found.AddRange(file.Columns.Except(first.Columns, StringComparer.Ordinal).Select(
                column => ($"Column '{column}' of {{0}} is ignored: '{first.Name}', the first file, does not have it.", file.Name)));
            if (places[i].Zip(places[i].Skip(1)).Any(pair => pair.First > pair.Second))
            {
                found.Add(($"The columns of {{0}} stand in another order than in '{first.Name}': they are found by name.", file.Name));
            }

            if (own is not null && first is ITypedSource typed)
            {
                found.AddRange(places[i].Index().Where(place => own.Types[place.Item] != typed.Types[place.Index]).Select(place => (
                    $"Column '{first.Columns[place.Index]}' of {{0}} holds {own.Types[place.Item]}, "
                    + $"that of '{first.Name}' {typed.Types[place.Index]}: each cell is read as it stands.",
                    file.Name)));
            }
        }

        return
        [
            .. found.GroupBy(remark => remark.Sentence, remark => remark.File, StringComparer.Ordinal)
                .Select(group => group.Key.Replace("{0}", Files([.. group]), StringComparison.Ordinal)),
        ];
    }

    private static string Files(IReadOnlyList<string> files) => files.Count switch
    {
        1 => $"'{files[0]}'",
        2 => $"'{files[0]}' and '{files[1]}'",
        _ => FormattableString.Invariant($"'{files[0]}' and {files.Count - 1:N0} other files"),
    };
}
