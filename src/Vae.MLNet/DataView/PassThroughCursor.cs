using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>Walks over rows of which no score is wanted: the input's cursor under the output's schema.</summary>
internal sealed class PassThroughCursor(ScoringBinding binding, DataViewRowCursor source) : DataViewRowCursor
{
    public override long Position => source.Position;

    public override long Batch => source.Batch;

    public override DataViewSchema Schema => binding.OutputSchema;

    public override bool MoveNext() => source.MoveNext();

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        binding.Scored(column) is null && source.IsColumnActive(binding.InputSchema[column.Index]);

    public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnGetters.CheckActive(this, column);
        return source.GetGetter<TValue>(binding.InputSchema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
