using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Vae.MLNet.DataView;

/// <summary>Data with a detector's columns added, computed while it is read.</summary>
internal sealed class ScoredDataView(IHostEnvironment environment, VaeModel model, ScoringBinding binding, IDataView source) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => binding.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return Cursor(columns, source.GetRowCursor(binding.Dependencies(columns), rand), model.Native.Plan.BatchesAtOnce);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        var sources = source.GetRowCursorSet(binding.Dependencies(columns), n, rand);

        // Several cursors are read by several threads: each scores on its own.
        var threads = sources.Length == 1 ? model.Native.Plan.BatchesAtOnce : 1;
        return [.. sources.Select(cursor => Cursor(columns, cursor, threads))];
    }

    private DataViewRowCursor Cursor(DataViewSchema.Column[] columns, DataViewRowCursor cursor, int threads) =>
        binding.Outputs(columns).IsEmpty
            ? new PassThroughCursor(binding, cursor)
            : new ScoringCursor(environment, model, binding, cursor, columns, threads);
}
