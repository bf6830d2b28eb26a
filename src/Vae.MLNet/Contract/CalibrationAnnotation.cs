using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.Contract;

/// <summary>What a column of p-values says of itself: how many rows are behind them, so that whoever reads it knows the smallest.</summary>
internal static class CalibrationAnnotation
{
    private const string Name = "CalibrationRows";

    /// <summary>The annotations of a column of p-values.</summary>
    public static DataViewSchema.Annotations With(int calibrationRows)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(Name, NumberDataViewType.Int32, (ref int value) => value = calibrationRows);
        return annotations.ToAnnotations();
    }

    /// <summary>The number of rows behind a column, or null where it does not say.</summary>
    public static int? Of(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Name) is not { Type: NumberDataViewType { RawType: var raw } } || raw != typeof(int))
        {
            return null;
        }

        var rows = 0;
        column.Annotations.GetValue(Name, ref rows);
        return rows;
    }
}
