using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>Turns the cells of a row of a table into the features of a model: columns are matched by name.</summary>
internal sealed class RowEncoder
{
    private readonly ITableSource _source;
    private readonly VaeFeatureEncoder _encoder;
    private readonly bool[] _isText;
    private readonly int[] _indexes;
    private readonly MissingWords _missing;
    private readonly OptionNames _names;

    /// <summary>Finds the model's columns in the table.</summary>
    /// <exception cref="VaeDataException">Columns are missing; the message names them.</exception>
    public RowEncoder(ITableSource source, IReadOnlyList<VaeColumn> columns, MissingWords? missing = null, OptionNames? names = null)
    {
        var absent = columns.Where(column => source.IndexOf(column.Name) is null).Select(column => column.Name).ToList();
        if (absent.Count > 0)
        {
            throw new VaeDataException(
                $"Data file '{source.Name}' must have every column of the model; got none named {NameList.Of(absent)}. Its columns are {NameList.Of(source.Columns)}.");
        }

        (_source, _missing, _names) = (source, missing ?? new([]), names ?? new());
        _encoder = new VaeFeatureEncoder(columns);
        _isText = [.. columns.Select(column => column.Categories is not null)];
        _indexes = [.. columns.Select(column => source.IndexOf(column.Name)!.Value)];
    }

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _encoder.FeatureCount;

    /// <summary>The places of the columns that are read.</summary>
    public IReadOnlyList<int> Indexes => _indexes;

    /// <summary>Writes the features of the current row.</summary>
    /// <returns>The fault of a row in which a cell of a number column is no number; null for any other.</returns>
    public RowFault? Encode(TableRows row, Span<float> features)
    {
        for (var column = 0; column < _indexes.Length; column++)
        {
            if (_isText[column])
            {
                _encoder.EncodeText(column, _missing.Has(row, _indexes[column]) ? "" : row.Text(_indexes[column]), features);
            }
            else if (_missing.Has(row, _indexes[column]))
            {
                _encoder.EncodeNumber(column, float.NaN, features);
            }
            else if (row.TryNumber(_indexes[column], out var value))
            {
                _encoder.EncodeNumber(column, value, features);
            }
            else if (MissingText.IsInNumbers(row.Text(_indexes[column]).Trim()))
            {
                _encoder.EncodeNumber(column, float.NaN, features);
            }
            else
            {
                return NoNumber(column, row);
            }
        }

        return null;
    }

    private RowFault NoNumber(int column, TableRows row)
    {
        var name = _encoder.Columns[column].Name;
        return row.Flawed(RowFaultKind.NoNumber, name, _source.Name, FormattableString.Invariant(
            $"must have a finite number in column '{name}'; got '{row.Text(_indexes[column]).Trim().ToString()}'. Leave the cell empty where the value is missing, or name the text with {_names.Missing}."));
    }
}
