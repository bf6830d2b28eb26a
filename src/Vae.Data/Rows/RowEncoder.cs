using System.Runtime.CompilerServices;
using Vae.Data.Sources;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>Turns the cells of a row of a table into the features of a model: columns are matched by name.</summary>
internal sealed class RowEncoder
{
    /// <summary>Numbers of a row that are read in one call.</summary>
    private const int NumbersAtOnce = 64;

    /// <summary>What a text becomes in a column that training had no value of: any value is new there.</summary>
    private const double NewValue = 1;

    private readonly ITableSource _source;
    private readonly VaeFeatureEncoder _encoder;
    private readonly int[] _indexes;
    private readonly int[] _numbers;
    private readonly int[] _numberIndexes;
    private readonly (int Column, NumberFormat Format)[] _written;
    private readonly int[] _texts;
    private readonly int[] _dates;
    private readonly MissingWords _missing;
    private readonly OptionNames _names;

    /// <summary>Finds the model's columns in the table.</summary>
    /// <exception cref="VaeDataException">Columns are missing; the message names them.</exception>
    public RowEncoder(ITableSource source, IReadOnlyList<VaeColumn> columns, MissingWords? missing = null, OptionNames? names = null)
    {
        int?[] places = [.. columns.Select(column => source.IndexOf(column.Name))];
        var absent = columns.Where((_, column) => places[column] is null).Select(column => column.Name).ToList();
        if (absent.Count > 0)
        {
            throw new VaeDataException(
                $"Data file '{source.Name}' must have every column of the model; got none named {NameList.Of(absent)}"
                + $"{string.Concat(absent.Select(source.Held))}. Its columns are {NameList.Of(source.Columns)}.");
        }

        (_source, _missing, _names) = (source, missing ?? new([]), names ?? new());
        _encoder = new VaeFeatureEncoder([.. columns.Select(column => column with { Missing = [] })]);
        _indexes = [.. places.Select(place => place!.Value)];
        _numbers = [.. Enumerable.Range(0, columns.Count).Where(column => columns[column] is { IsNumber: true, NumberFormat: null })];
        _written =
        [
            .. columns.Index().Where(pair => pair.Item.NumberFormat is not null)
                .Select(pair => (pair.Index, NumberFormat.Of(pair.Item.NumberFormat!)!)),
        ];
        _numberIndexes = [.. _numbers.Select(column => _indexes[column])];
        _texts = [.. Enumerable.Range(0, columns.Count).Where(column => columns[column].Categories is not null)];
        _dates = [.. Enumerable.Range(0, columns.Count).Where(column => columns[column].IsDate)];
    }

    /// <summary>The columns of the model.</summary>
    public IReadOnlyList<VaeColumn> Columns => _encoder.Columns;

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _encoder.FeatureCount;

    /// <summary>The places of the columns that are read.</summary>
    public IReadOnlyList<int> Indexes => _indexes;

    /// <summary>Writes the features of the current row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="features">Where its features go: [features].</param>
    /// <param name="tally">Told of texts that are there, known and unseen.</param>
    /// <returns>The fault of a row in which a cell of a number column is no number, or one of dates no date; null for any other.</returns>
    [MethodImpl(HotCode.CompiledAtOnce)]
    public RowFault? Encode(TableRows row, Span<float> features, CategoryTally tally)
    {
        Span<double> values = stackalloc double[NumbersAtOnce];
        for (var first = 0; first < _numbers.Length; first += NumbersAtOnce)
        {
            var places = _numberIndexes.AsSpan(first, Math.Min(NumbersAtOnce, _numbers.Length - first));
            for (var read = 0; (read += row.Numbers(places[read..], values[read..])) < places.Length; read++)
            {
                if (_missing.Has(row, places[read]) || MissingText.IsInNumbers(row.Text(places[read]).Trim()))
                {
                    values[read] = double.NaN;
                }
                else if (_encoder.Columns[_numbers[first + read]].IsEmpty)
                {
                    values[read] = NewValue;
                }
                else
                {
                    return NoNumber(_numbers[first + read], row);
                }
            }

            if (!_missing.IsEmpty)
            {
                for (var i = 0; i < places.Length; i++)
                {
                    values[i] = _missing.Has(row, places[i]) ? double.NaN : values[i];
                }
            }

            _encoder.EncodeFeatures(_numbers.AsSpan(first, places.Length), values, features);
        }

        foreach (var (column, format) in _written)
        {
            if (_missing.Has(row, _indexes[column]) || !row.TryNumber(_indexes[column], format, out var value))
            {
                value = double.NaN;
                if (!_missing.Has(row, _indexes[column]) && !MissingText.IsInNumbers(row.Text(_indexes[column]).Trim()))
                {
                    return NoNumber(column, row);
                }
            }

            _encoder.EncodeFeature(column, value, features);
        }

        foreach (var column in _texts)
        {
            EncodeText(column, row, features, tally);
        }

        foreach (var column in _dates)
        {
            if (!_encoder.EncodeDate(column, _missing.Has(row, _indexes[column]) ? "" : row.Text(_indexes[column]), features))
            {
                return NoDate(column, row);
            }
        }

        return null;
    }

    private void EncodeText(int column, TableRows row, Span<float> features, CategoryTally tally)
    {
        var text = _missing.Has(row, _indexes[column]) ? "" : row.Text(_indexes[column]).Trim();
        var isKnown = _encoder.EncodeText(column, text, features);
        if (!MissingText.Is(text))
        {
            tally.Add(column, isKnown, row, _indexes[column]);
        }
    }

    private RowFault NoDate(int column, TableRows row)
    {
        var name = _encoder.Columns[column].Name;
        return row.Flawed(RowFaultKind.NoDate, name, _source.Name,
            $"must have {DateCycles.Rule(_encoder.Columns[column])} in column '{name}'; got '{row.Text(_indexes[column]).Trim().ToString()}'. "
            + $"Leave the cell empty where the value is missing, or name the text with {_names.Missing}.");
    }

    private RowFault NoNumber(int column, TableRows row)
    {
        var name = _encoder.Columns[column].Name;
        var written = _encoder.Columns[column].NumberFormat is { } format ? $", written like {format}," : "";
        return row.Flawed(RowFaultKind.NoNumber, name, _source.Name, 
            $"must have a finite number{written} in column '{name}'; got '{row.Text(_indexes[column]).Trim().ToString()}'. "
            + $"Leave the cell empty where the value is missing, or name the text with {_names.Missing}.");
    }
}
