using Microsoft.ML;
using Vae.MLNet;
using Vae.MLNet.DataView;

namespace Vae.Training.DataView;

/// <summary>Reads columns of a data view by name, as the tool reads a table: the same types, the same features, the same sample of rows.</summary>
internal static class NamedRows
{
    /// <summary>Refuses a list of columns that cannot be learnt from, whatever the data.</summary>
    public static void Validate(IReadOnlyList<string> columnNames, string? inputColumnName = null, VaeImageShape? imageShape = null)
    {
        if (columnNames.Count == 0 || columnNames.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException(
                $"Columns to learn from must be named; got {(columnNames.Count == 0 ? "none" : "an empty name")}. Name at least one.",
                nameof(columnNames));
        }

        if (columnNames.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new ArgumentException($"Column '{repeated.Key}' must be named once; got it {repeated.Count()} times.", nameof(columnNames));
        }

        if (inputColumnName is not null || imageShape is not null)
        {
            throw new ArgumentException(
                $"Columns by name must come without {(inputColumnName is null ? "an image shape" : "an input column")}; "
                + $"got {inputColumnName ?? imageShape?.ToString()}. Choose one of them.",
                nameof(columnNames));
        }
    }

    /// <summary>Refuses data without one of the columns, or with one that can be no feature.</summary>
    public static void Require(
        IReadOnlyList<string> columnNames, VaeDateUse dates, Func<string, CellColumn?> find, IEnumerable<string> all, string parameterName)
    {
        NamedColumns.RequireAll(columnNames, " to learn from", find, all, parameterName);
        var wrong = columnNames.Select(name => (Name: name, Found: find(name)!))
            .Where(column => column.Found.Kind == CellKind.Other || (column.Found.Kind == CellKind.Date && dates == VaeDateUse.LeaveOut)).ToList();
        if (wrong.Count > 0)
        {
            const string Rule = "must be a number, true and false, text, or a key whose values are text";
            throw SchemaMismatch.Of(
                string.Join(" ", wrong.Select(column => $"Input column '{column.Name}' {Rule}; got {column.Found.Type}."))
                + (wrong.Exists(column => column.Found.Kind == CellKind.Date)
                    ? $" To learn hour, weekday and month from dates: {nameof(VaeTrainingOptions.Dates)} = {nameof(VaeDateUse.Cycles)}." : "")
                + " Convert, or do not name, what is none of them.",
                parameterName);
        }
    }

    /// <summary>Reads the columns: the rows, and what each column is.</summary>
    public static (ReadRows<float> Rows, IReadOnlyList<VaeColumn> Columns) Read(
        IDataView data, IReadOnlyList<string> columnNames, string? groupColumnName, long memoryBytes, int seed, VaeDateUse dates)
    {
        Validate(columnNames);
        Require(columnNames, dates, name => CellColumn.Find(data.Schema, name), data.Schema.Select(column => column.Name), nameof(data));
        var group = GroupColumn.Find(data.Schema, groupColumnName, columnNames);
        var found = NamedColumnTypes.Find(data, columnNames, dates);
        var rows = new RowsByName(data, found.Columns, group, memoryBytes);
        return (rows.Read(found.Rows, seed), found.Columns);
    }
}
