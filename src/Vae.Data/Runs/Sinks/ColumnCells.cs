namespace Vae.Data.Runs.Sinks;

/// <summary>Takes the cells of results row by row and keeps them column by column.</summary>
/// <param name="columns">The columns, all empty.</param>
internal sealed class ColumnCells(ColumnBuffer[] columns) : CellWriter
{
    private int _next;

    public override void Add(long value) => columns[_next++].Add(value);

    public override void Add(float value) => columns[_next++].Add(value);

    public override void Add(double value) => columns[_next++].Add(value);

    public override void Add(bool value) => columns[_next++].Add(value);

    public override void Add(ReadOnlySpan<char> value) => columns[_next++].Add(value);

    public override void AddMissing() => columns[_next++].AddMissing();

    public override void EndRow() => _next = 0;
}
