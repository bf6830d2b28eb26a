using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>A table that says which files belong together: the file in its first column, its group in the second.</summary>
internal sealed class GroupFile
{
    private readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal);

    private GroupFile()
    {
    }

    /// <summary>Reads the table.</summary>
    /// <exception cref="VaeDataException">It cannot be read, has fewer than two columns, or gives a file two groups.</exception>
    public static GroupFile Read(string path, OptionNames names)
    {
        var table = TableSources.Open(path);
        if (table.Columns.Count < 2)
        {
            throw new VaeDataException(
                $"Option {names.GroupFile} must name a table of files and groups, two columns with a header; '{path}' has {table.Columns.Count}.");
        }

        var result = new GroupFile();
        foreach (var block in table.Read([0, 1]))
        {
            using (block)
            {
                result.Add(block, path);
            }
        }

        return result;
    }

    /// <summary>The group of each image of a set, by its index: by the whole path or the longest end of it; empty where there is none.</summary>
    public Func<int, string> Of(VaeImageSet set) => index =>
    {
        var path = Slashed(Path.GetFullPath(Path.Combine(set.Path, set.Name(index))));
        for (var start = 0; start >= 0; start = path.IndexOf('/', start) + 1 is > 0 and var next ? next : -1)
        {
            if (_groups.TryGetValue(path[start..], out var group))
            {
                return group;
            }
        }

        return "";
    };

    private void Add(TableBlock block, string path)
    {
        var rows = block.Open();
        while (rows.MoveNext())
        {
            if (rows.Fault is { } fault)
            {
                throw new VaeDataException(fault);
            }

            var file = Slashed(rows.Text(0).Trim().ToString());
            file = file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;
            var group = rows.Text(1).Trim().ToString();
            if (!_groups.TryAdd(file, group) && _groups[file] != group)
            {
                throw new VaeDataException(rows.Flawed(
                    RowFaultKind.NoGroup, null, path, $"must give file '{file}' one group; got '{group}' after '{_groups[file]}'."));
            }
        }
    }

    private static string Slashed(string path) => path.Replace('\\', '/');
}
