using System.Text;
using Vae.MLNet;

namespace Vae.Cli.Tables;

/// <summary>Turns the cells of a row into the features of a model: columns matched by name, text columns as one feature per known category.</summary>
internal sealed class FeatureEncoder
{
    private readonly TableFile _file;
    private readonly ColumnEncoder[] _columns;

    /// <summary>Finds the model's columns in the table.</summary>
    /// <exception cref="InputException">Columns are missing; the message names them.</exception>
    public FeatureEncoder(TableFile file, IReadOnlyList<VaeColumn> columns)
    {
        var missing = columns.Where(column => file.IndexOf(column.Name) is null).Select(column => column.Name).ToList();
        if (missing.Count > 0)
        {
            throw new InputException(
                $"Data file '{file.Path}' must have every column of the model; got none named {TableFile.Listed(missing)}. Its columns are {TableFile.Listed(file.Columns)}.");
        }

        _file = file;
        _columns = [.. columns.Select(column => new ColumnEncoder(column, file.IndexOf(column.Name)!.Value))];
        FeatureCount = columns.Sum(column => column.Width);
    }

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>Writes the features of the current row.</summary>
    /// <exception cref="InputException">A cell of a number column is no number.</exception>
    public void Encode(in TableRows row, Span<float> features)
    {
        var start = 0;
        foreach (var column in _columns)
        {
            var cell = row[column.Index];
            if (column.Categories is null)
            {
                features[start++] = CellValue.TryNumber(cell, out var value) ? value : CellValue.IsMissing(cell) ? float.NaN : throw NoNumber(column, row);
                continue;
            }

            column.EncodeText(cell, features.Slice(start, column.Categories.Count));
            start += column.Categories.Count;
        }
    }

    private InputException NoNumber(ColumnEncoder column, in TableRows row) => new(FormattableString.Invariant(
        $"Line {row.Line} of '{_file.Path}' must have a finite number in column '{column.Name}'; got '{row.Text(column.Index)}'. Leave the cell empty where the value is missing."));

    private sealed class ColumnEncoder
    {
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _features;

        public ColumnEncoder(VaeColumn column, int index)
        {
            Name = column.Name;
            Index = index;
            Categories = column.Categories;
            _features = (column.Categories ?? []).Select((category, i) => (category, i))
                .ToDictionary(pair => pair.category, pair => pair.i, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public string Name { get; }

        public int Index { get; }

        public IReadOnlyList<string>? Categories { get; }

        /// <summary>Known category: its feature is 1, the others 0. Unseen: all 0. Missing: all NaN.</summary>
        public void EncodeText(ReadOnlySpan<byte> cell, Span<float> target)
        {
            if (CellValue.IsMissing(cell))
            {
                target.Fill(float.NaN);
                return;
            }

            target.Clear();
            Span<char> buffer = cell.Length <= 256 ? stackalloc char[256] : new char[cell.Length];
            if (_features.TryGetValue(buffer[..Encoding.UTF8.GetChars(cell, buffer)].Trim(), out var feature))
            {
                target[feature] = 1;
            }
        }
    }
}
