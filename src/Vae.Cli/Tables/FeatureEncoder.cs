using System.Text;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Cli.Tables;

/// <summary>Turns the cells of a row of a table into the features of a model: columns are matched by name.</summary>
internal sealed class FeatureEncoder
{
    private readonly TableFile _file;
    private readonly VaeFeatureEncoder _encoder;
    private readonly int[] _indexes;

    /// <summary>Finds the model's columns in the table.</summary>
    /// <exception cref="InputException">Columns are missing; the message names them.</exception>
    public FeatureEncoder(TableFile file, IReadOnlyList<VaeColumn> columns)
    {
        var missing = columns.Where(column => file.IndexOf(column.Name) is null).Select(column => column.Name).ToList();
        if (missing.Count > 0)
        {
            throw new InputException(
                $"Data file '{file.Path}' must have every column of the model; got none named {NameList.Of(missing)}. Its columns are {NameList.Of(file.Columns)}.");
        }

        _file = file;
        _encoder = new VaeFeatureEncoder(columns);
        _indexes = [.. columns.Select(column => file.IndexOf(column.Name)!.Value)];
    }

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _encoder.FeatureCount;

    /// <summary>Writes the features of the current row.</summary>
    /// <exception cref="InputException">A cell of a number column is no number.</exception>
    public void Encode(in TableRows row, Span<float> features)
    {
        for (var column = 0; column < _indexes.Length; column++)
        {
            var cell = row[_indexes[column]];
            if (_encoder.Columns[column].Categories is null)
            {
                var value = CellValue.TryNumber(cell, out var number) ? number : CellValue.IsMissing(cell) ? float.NaN : throw NoNumber(column, row);
                _encoder.EncodeNumber(column, value, features);
                continue;
            }

            EncodeText(column, cell, features);
        }
    }

    private void EncodeText(int column, ReadOnlySpan<byte> cell, Span<float> features)
    {
        Span<char> buffer = cell.Length <= 256 ? stackalloc char[256] : new char[cell.Length];
        _encoder.EncodeText(column, buffer[..Encoding.UTF8.GetChars(cell, buffer)], features);
    }

    private InputException NoNumber(int column, in TableRows row) => new(FormattableString.Invariant(
        $"Line {row.Line} of '{_file.Path}' must have a finite number in column '{_encoder.Columns[column].Name}'; got '{row.Text(_indexes[column])}'. Leave the cell empty where the value is missing."));
}
