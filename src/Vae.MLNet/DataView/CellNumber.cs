using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>The numbers of a column of a type that single precision cannot hold, in double precision.</summary>
internal static class CellNumber
{
    public static Func<double> Getter(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        _ when column.Type == NumberDataViewType.Int32 => Of<int>(row, column),
        _ when column.Type == NumberDataViewType.UInt32 => Of<uint>(row, column),
        _ when column.Type == NumberDataViewType.Int64 => Of<long>(row, column),
        _ when column.Type == NumberDataViewType.UInt64 => Of<ulong>(row, column),
        _ => Of<double>(row, column),
    };

    private static Func<double> Of<TNumber>(DataViewRow row, DataViewSchema.Column column)
        where TNumber : INumberBase<TNumber>
    {
        var getter = row.GetGetter<TNumber>(column);
        return () =>
        {
            var value = TNumber.Zero;
            getter(ref value);
            return double.CreateTruncating(value);
        };
    }
}
