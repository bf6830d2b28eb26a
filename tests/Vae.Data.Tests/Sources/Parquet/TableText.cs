namespace Vae.Data.Tests.Sources.Parquet;

/// <summary>A table as texts, as sinks and messages see it.</summary>
internal static class TableText
{
    /// <summary>The cells of some columns, row by row, with a point between.</summary>
    public static string[] Rows(ITableSource table, params string[] names)
    {
        int[] places = [.. (names.Length > 0 ? names : table.Columns).Select(name => table.Columns.ToList().IndexOf(name))];
        Assert.DoesNotContain(-1, places);
        var found = new List<string>();
        foreach (var block in table.Read(places))
        {
            using (block)
            {
                var rows = block.Open();
                while (rows.MoveNext())
                {
                    Assert.Null(rows.Fault);
                    found.Add(string.Join('|', places.Select(place => rows.Text(place).ToString())));
                }
            }
        }

        return [.. found];
    }

    /// <summary>The numbers of a column; null where a cell is none.</summary>
    public static double?[] Numbers(ITableSource table, string name)
    {
        var place = table.Columns.ToList().IndexOf(name);
        var found = new List<double?>();
        foreach (var block in table.Read([place]))
        {
            using (block)
            {
                var rows = block.Open();
                while (rows.MoveNext())
                {
                    found.Add(rows.TryNumber(place, out var number) ? number : null);
                }
            }
        }

        return [.. found];
    }
}
