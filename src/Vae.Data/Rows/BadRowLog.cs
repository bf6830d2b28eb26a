using Vae.Data.Sources;
using Vae.MLNet.Contract;

namespace Vae.Data.Rows;

/// <summary>
/// The bad rows of a run, block after block: their counts, their lines in quarantine, and the end of a run that has too many of them.
/// </summary>
internal sealed class BadRowLog : IDisposable
{
    private readonly ITableSource _table;
    private readonly BadRowOptions _options;
    private readonly OptionNames _names;
    private readonly AtomicFile? _quarantine;
    private long _rows;
    private long _size;

    /// <exception cref="VaeDataException">Lines are to be kept of a table that has none.</exception>
    public BadRowLog(ITableSource table, BadRowOptions options, OptionNames names)
    {
        (_table, _options, _names) = (table, options, names);
        if (options.Quarantine is null)
        {
            return;
        }

        if ((table as ILineSource)?.ReadHeader() is not { } header)
        {
            throw new VaeDataException(
                $"Option {names.Quarantine} must come with a file of lines, or several with one header; got '{table.Name}'. Leave it out.");
        }

        _quarantine = AtomicFile.Create(options.Quarantine);
        _quarantine.Stream.Write(header);
    }

    public BadRowCounts Counts { get; } = new();

    /// <summary>Adds the next block.</summary>
    /// <param name="bad">Its bad rows.</param>
    /// <param name="rows">All its rows.</param>
    /// <param name="size">Its part of the table's size.</param>
    /// <exception cref="VaeDataException">There are more than the whole table may have.</exception>
    public void Add(BadRows bad, int rows, long size)
    {
        (_rows, _size) = (_rows + rows, _size + size);
        foreach (var fault in bad.Faults)
        {
            Counts.Add(fault);
        }

        foreach (var record in bad.Records)
        {
            _quarantine!.Stream.Write(record);
            if (record is not [.., (byte)'\n'])
            {
                _quarantine.Stream.WriteByte((byte)'\n');
            }
        }

        if (_table.Size is { } all && _size > 0)
        {
            Check(_rows * ((double)Math.Max(all, _size) / _size));
        }
    }

    /// <summary>Ends the run well.</summary>
    /// <exception cref="VaeDataException">There are more than the table may have.</exception>
    public void Complete()
    {
        Check(_rows);
        _quarantine?.Commit();
    }

    public void Dispose() => _quarantine?.Dispose();

    /// <param name="allRows">How many rows the table has, as far as can be told.</param>
    private void Check(double allRows)
    {
        var bad = Counts.All;
        if (bad > _options.MaxShare * allRows && (bad > 1 || bad == _rows))
        {
            throw new VaeDataException(FormattableString.Invariant(
                $"Data file '{_table.Name}' must have at most {100 * _options.MaxShare:0.##} % rows that cannot be read ({_names.MaxBadShare}); ")
                + FormattableString.Invariant($"got {bad:N0} in the first {_rows:N0} rows: {Counts.Kinds}. The first: {Counts.First!.Message} ")
                + $"Is it the right file? If so, raise {_names.MaxBadShare}.");
        }
    }
}
