using System.Globalization;
using Vae.Data.Runs;
using Vae.MLNet.Features;

namespace Vae.Data;

/// <summary>What the columns of a table hold and what training would make of them, found by reading it once, without training.</summary>
public sealed class TableInspection
{
    private TableInspection(ProfiledTable profiled)
    {
        (Rows, AllRows, BadRows) = (profiled.Found.Rows, profiled.Found.AllRows, profiled.BadRows);
        var candidates = profiled.Candidates.ToDictionary(column => column.Name, StringComparer.Ordinal);
        Columns =
        [
            .. profiled.Table.Columns.Select((name, index) => candidates.TryGetValue(name, out var column)
                ? Find(column) : new ColumnFinding(name, index == profiled.Label?.Index ? ColumnUse.Label : ColumnUse.Ignored)),
        ];
        try
        {
            var choice = new ColumnChoice(profiled);
            Features = choice.Columns.Sum(column => column.Width);
        }
        catch (VaeDataException refusal)
        {
            Refusal = refusal.Message;
        }
    }

    /// <summary>Number of rows that would train: the normal ones where there is a label, else all.</summary>
    public long Rows { get; }

    /// <summary>Number of rows of the table.</summary>
    public long AllRows { get; }

    /// <summary>The rows that cannot be read and would be left out.</summary>
    public BadRowCounts BadRows { get; }

    /// <summary>Every column of the table, in order.</summary>
    public IReadOnlyList<ColumnFinding> Columns { get; }

    /// <summary>Number of features that the columns become; 0 where training refuses the table.</summary>
    public int Features { get; }

    /// <summary>What training would say instead of training; null where it would train.</summary>
    public string? Refusal { get; }

    /// <summary>Reads a table once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">Which rows and columns would train; null for all.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">No column is left, no row is normal, or a row cannot be read.</exception>
    public static TableInspection Read(ITableSource table, TrainingDataOptions? options = null, CancellationToken cancellation = default) =>
        new(ProfiledTable.Read(table, options, cancellation));

    private static ColumnFinding Find(CandidateColumn column)
    {
        var profile = column.Profile;
        var use = column.Dispensable is not null ? ColumnUse.Key
            : column.Flaw is not null ? ColumnUse.Refused
            : profile.IsNumber ? ColumnUse.Number : ColumnUse.Categories;
        return new(column.Name, use)
        {
            Gaps = profile.Gaps,
            Markers = profile.Missing?.ToString(),
            Distinct = profile.Distinct,
            Least = profile.IsNumber ? profile.Range?.Least : null,
            Most = profile.IsNumber ? profile.Range?.Most : null,
            Remark = column.Dispensable ?? column.Flaw ?? Remark(profile),
        };
    }

    private static string? Remark(ColumnProfile profile) =>
        profile.IsEmpty ? "empty: any value in it will be new to the model"
        : profile.Constant is { } value ? $"constant ({value}): any other value will be new to the model"
        : profile is { IsNumber: true, LeadingZero: { } code } ? $"some numbers have zeros before them ('{code}'), as codes have"
        : profile.IsRising ? "rises from row to row, as a row number or a clock does: rows to come will lie outside its range"
        : profile.IsUnique ? "whole numbers, all different, as identifiers are"
        : profile.Offset is not 0 and var offset ? string.Create(
            CultureInfo.InvariantCulture, $"far from zero for its spread: {offset:#,0.##########} is taken off first")
        : null;
}
