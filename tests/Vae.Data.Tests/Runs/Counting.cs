namespace Vae.Data.Tests.Runs;

/// <summary>A source as a user would write one: row n has the cells n, 10 n and 100 n.</summary>
internal sealed class Counting(int rows, int rowsPerBlock) : ITableSource
{
    public string Name => "numbers";

    public IReadOnlyList<string> Columns { get; } = ["a", "b", "c"];

    public long? Size => rows;

    /// <summary>Blocks that were handed out.</summary>
    public int Cut { get; private set; }

    /// <summary>Blocks that were disposed.</summary>
    public int Returned;

    public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns)
    {
        for (var first = 1; first <= rows; first += rowsPerBlock)
        {
            Cut++;
            yield return new Block(this, first, Math.Min(rowsPerBlock, rows - first + 1));
        }
    }

    private sealed class Block(Counting source, int first, int rows) : TableBlock
    {
        public override int Rows => rows;

        public override long Size => rows;

        public override TableRows Open() => new Numbers(first, rows);

        protected override void Dispose(bool disposing)
        {
            Interlocked.Increment(ref source.Returned);
            base.Dispose(disposing);
        }
    }

    private sealed class Numbers(int first, int rows) : TableRows
    {
        private int _row = first - 1;

        public override long Row => _row;

        public override bool MoveNext() => ++_row < first + rows;

        public override bool TryNumber(int column, out double value)
        {
            value = _row * MathF.Pow(10, column);
            return true;
        }

        public override ReadOnlySpan<char> Text(int column) => FormattableString.Invariant($"{_row * (int)MathF.Pow(10, column)}");
    }
}
