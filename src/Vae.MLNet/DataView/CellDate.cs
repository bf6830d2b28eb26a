using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>The times of a column whose kind is <see cref="CellKind.Date"/>, each by its own clock; the default where there is none.</summary>
internal static class CellDate
{
    public static Func<DateTime> Getter(DataViewRow row, DataViewSchema.Column column)
    {
        return column.Type is DateTimeDataViewType ? Of<DateTime>(value => value) : Of<DateTimeOffset>(value => value.DateTime);

        Func<DateTime> Of<T>(Func<T, DateTime> time)
            where T : struct
        {
            var getter = row.GetGetter<T>(column);
            return () =>
            {
                var value = default(T);
                getter(ref value);
                return time(value);
            };
        }
    }
}
