using Vae.MLNet;

namespace Vae.Data.Rows;

/// <summary>
/// The texts that the user says stand for a missing value, in columns of every kind: one by one, or several in one with commas between.
/// </summary>
internal sealed class MissingWords
{
    private readonly HashSet<string> _words;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public MissingWords(IReadOnlyList<string> words)
    {
        _words = new(
            words.SelectMany(word => (string[])[word, .. word.Split(',')]).Select(word => word.Trim()).Where(word => word.Length > 0),
            StringComparer.Ordinal);
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>One by one, in ordinal order.</summary>
    public IReadOnlyList<string> Words => [.. _words.Order(StringComparer.Ordinal)];

    /// <summary>True where there are none.</summary>
    public bool IsEmpty => _words.Count == 0;

    /// <summary>Those that are named for a run; where none are, those that the columns of a model have.</summary>
    public static MissingWords Of(IReadOnlyList<string> named, IReadOnlyList<VaeColumn> columns) =>
        new(named.Count > 0 ? named : [.. columns.SelectMany(column => column.Missing).Distinct()]);

    /// <summary>True where a cell of the current row holds one of them.</summary>
    public bool Has(TableRows row, int column) => !IsEmpty && _lookup.Contains(row.Text(column).Trim());
}
