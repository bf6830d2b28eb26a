namespace Vae.Data.Shards;

/// <summary>The parts of one run, all there and all whole.</summary>
internal sealed class ShardParts
{
    private readonly ShardRecord[] _records;

    private ShardParts(string[] paths, ShardRecord[] records) => (Paths, _records) = (paths, records);

    /// <summary>Their files, in order.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Finds and checks the parts in a folder.</summary>
    /// <exception cref="VaeDataException">One is missing, damaged, or of another run.</exception>
    public static ShardParts Of(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var found = (Directory.Exists(folder) ? ShardFiles.Parts(folder) : []).Select(path => (Path: path, Record: ShardRecord.Find(path))).ToList();
        var finished = found.Where(part => part.Record is not null).Select(part => (part.Path, Record: part.Record!)).ToList();
        if (finished.Count == 0)
        {
            throw new VaeDataException($"Folder '{folder}' must hold finished parts of 'vae score --shard'; got none. Check the path.");
        }

        var first = finished[0].Record;
        if (finished.Find(part => (part.Record.Run, part.Record.Shards) != (first.Run, first.Shards)) is { Path: { } other, Record: { } record })
        {
            throw new VaeDataException(
                $"Folder '{folder}' must hold parts of one run; got '{Name(finished[0].Path)}' and '{Name(other)}', which differ in "
                + $"{(record.Shards == first.Shards ? "model, data or options" : "the number of shards")}. Remove those of the other run.");
        }

        int[] missing = [.. Enumerable.Range(1, first.Shards).Except(finished.Select(part => part.Record.Shard))];
        if (missing.Length > 0)
        {
            throw new VaeDataException(FormattableString.Invariant(
                $"Folder '{folder}' must hold all {first.Shards} parts, finished; got none of shard {string.Join(", ", missing)}. ")
                + "Run these again.");
        }

        if (finished.Find(part => !part.Record.IsWhole(part.Path)) is { Path: { } damaged, Record: { } said })
        {
            throw new VaeDataException(
                FormattableString.Invariant($"Part '{damaged}' must have the {said.Bytes:N0} bytes that its record vouches for; got others. ")
                + FormattableString.Invariant($"Run shard {said.Shard}/{said.Shards} again."));
        }

        var ordered = finished.OrderBy(part => part.Record.Shard).ToList();
        return new([.. ordered.Select(part => part.Path)], [.. ordered.Select(part => part.Record)]);
    }

    /// <summary>Writes the header once, then the lines of all.</summary>
    public void CopyTo(Stream stream)
    {
        foreach (var (place, path) in Paths.Index())
        {
            using var part = File.OpenRead(path);
            part.Position = place == 0 ? 0 : _records[place].HeaderBytes;
            part.CopyTo(stream);
        }
    }

    /// <summary>What all did together.</summary>
    public ScoreSummary Summary()
    {
        var bad = _records.SelectMany(record => record.BadRows).GroupBy(kind => kind.Key)
            .ToDictionary(kind => kind.Key, kind => kind.Sum(pair => pair.Value));
        return new(
            _records.Sum(record => record.Rows), _records.Sum(record => record.Scored), _records.Sum(record => record.Anomalies), null,
            BadRowCounts.Of(bad, _records.Select(record => record.FirstBadRow).FirstOrDefault(fault => fault is not null)),
            TimeSpan.FromSeconds(_records.Sum(record => record.Seconds)))
        {
            Remarks = ShardRemarks.Of(_records.Select(record => record.Remarks)),
        };
    }

    private static string Name(string path) => Path.GetFileName(path);
}
