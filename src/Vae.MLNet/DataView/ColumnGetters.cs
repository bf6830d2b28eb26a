using Microsoft.ML;

namespace Vae.MLNet.DataView;

/// <summary>The two promises of every getter: the column was asked for, and has the type.</summary>
internal static class ColumnGetters
{
    public static void CheckActive(DataViewRow row, DataViewSchema.Column column)
    {
        if (!row.IsColumnActive(column))
        {
            throw new InvalidOperationException(
                $"Column '{column.Name}' must be active to be read; got an inactive one. Ask for it when the cursor is made.");
        }
    }

    public static ValueGetter<TValue> Typed<TValue>(DataViewSchema.Column column, Delegate? getter) => getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException(
            $"Column '{column.Name}' must be read as {column.Type.RawType}; got {typeof(TValue)}. Use its own type.");
}
