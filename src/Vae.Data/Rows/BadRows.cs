namespace Vae.Data.Rows;

/// <summary>The rows of one block that cannot be read, in their order. The one place where the policy on them is obeyed.</summary>
/// <param name="options">The policy.</param>
internal sealed class BadRows(BadRowOptions options)
{
    private readonly List<RowFault> _faults = [];
    private readonly List<byte[]> _records = [];

    /// <summary>One fault for each.</summary>
    public IReadOnlyList<RowFault> Faults => _faults;

    /// <summary>The bytes of each as they stand in the file; kept for a quarantine only.</summary>
    public IReadOnlyList<byte[]> Records => _records;

    /// <summary>Takes note of a row that cannot be read.</summary>
    /// <exception cref="VaeDataException">The policy lets no such row pass.</exception>
    public void Meet(RowFault fault, TableRows cells)
    {
        if (options.Policy == BadRowPolicy.Fail)
        {
            throw new VaeDataException(fault);
        }

        _faults.Add(fault);
        if (options.Quarantine is not null)
        {
            _records.Add(cells.Record.ToArray());
        }
    }
}
