using Vae.MLNet;

namespace Vae.Data.Tests.Runs;

/// <summary>A sink as a user would write one: it keeps all cells as text.</summary>
internal sealed class Recorder : IScoreSink
{
    private int _written;

    public IReadOnlyList<string> Columns { get; private set; } = [];

    public List<string[]> Rows { get; } = [];

    public int Prepared;

    public int Disposed;

    public int Completed { get; private set; }

    /// <summary>The part at which writing fails; 0 for none.</summary>
    public int FailsAt { get; init; }

    public void Begin(VaeModel model, IReadOnlyList<string> columns) => Columns = columns;

    public IScorePart Prepare(ScoredRows rows)
    {
        Interlocked.Increment(ref Prepared);
        var cells = new Cells();
        rows.WriteTo(cells);
        return new Part(this, cells.Rows);
    }

    public void Complete() => Completed++;

    public void Dispose()
    {
    }

    private sealed class Part(Recorder sink, List<string[]> rows) : IScorePart
    {
        public void Write()
        {
            if (++sink._written == sink.FailsAt)
            {
                throw new IOException("full");
            }

            sink.Rows.AddRange(rows);
        }

        public void Dispose() => Interlocked.Increment(ref sink.Disposed);
    }

    private sealed class Cells : CellWriter
    {
        private readonly List<string> _row = [];

        public List<string[]> Rows { get; } = [];

        public override void Add(long value) => _row.Add(FormattableString.Invariant($"{value}"));

        public override void Add(float value) => _row.Add(FormattableString.Invariant($"{value}"));

        public override void Add(double value) => _row.Add(FormattableString.Invariant($"{value}"));

        public override void Add(bool value) => _row.Add($"{value}");

        public override void Add(ReadOnlySpan<char> value) => _row.Add(value.ToString());

        public override void AddMissing() => _row.Add("");

        public override void EndRow()
        {
            Rows.Add([.. _row]);
            _row.Clear();
        }
    }
}
