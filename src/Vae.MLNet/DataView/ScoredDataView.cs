using Microsoft.ML;
using Microsoft.ML.Runtime;
using Vae.MLNet.Friend;

namespace Vae.MLNet.DataView;

/// <summary>Data with a detector's columns added, computed while it is read.</summary>
/// <param name="environment">Whose cancellation ends cursors.</param>
/// <param name="open">Opens the model for one cursor, which disposes it.</param>
/// <param name="binding">Where features and scores are.</param>
/// <param name="source">The data.</param>
internal sealed class ScoredDataView(IHostEnvironment environment, Func<VaeModel> open, ScoringBinding binding, IDataView source)
    : ExportableDataView(source)
{
    public override DataViewSchema Schema => binding.OutputSchema;

    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return Cursor(columns, Source.GetRowCursor(binding.Dependencies(columns), rand), isAlone: true);
    }

    public override DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        var sources = Source.GetRowCursorSet(binding.Dependencies(columns), n, rand);

        return [.. sources.Select(cursor => Cursor(columns, cursor, isAlone: sources.Length == 1))];
    }

    protected override void WriteTo(OnnxGraph graph)
    {
        using var model = open();
        using var channel = environment.Start(nameof(OnnxExport));
        foreach (var omission in new OnnxExport(graph, model, binding).Write())
        {
            channel.Warning(MessageSensitivity.Schema, omission);
        }
    }

    /// <summary>Several cursors are read by several threads: each scores on its own.</summary>
    private DataViewRowCursor Cursor(DataViewSchema.Column[] columns, DataViewRowCursor cursor, bool isAlone) =>
        binding.Outputs(columns).IsEmpty
            ? new PassThroughCursor(binding, cursor)
            : new ScoringCursor(environment, open(), binding, cursor, columns, isAlone);
}
