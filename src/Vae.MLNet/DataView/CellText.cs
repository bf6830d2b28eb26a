using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>The texts of a column whose kind is <see cref="CellKind.Text"/>, be it one of texts or of keys.</summary>
internal static class CellText
{
    public static ValueGetter<ReadOnlyMemory<char>> Getter(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => row.GetGetter<ReadOnlyMemory<char>>(column),
        { RawType: var type } when type == typeof(byte) => OfKey<byte>(row, column),
        { RawType: var type } when type == typeof(ushort) => OfKey<ushort>(row, column),
        { RawType: var type } when type == typeof(uint) => OfKey<uint>(row, column),
        _ => OfKey<ulong>(row, column),
    };

    private static ValueGetter<ReadOnlyMemory<char>> OfKey<TKey>(DataViewRow row, DataViewSchema.Column column)
        where TKey : IBinaryInteger<TKey>
    {
        var (texts, getter) = (new KeyTexts(column), row.GetGetter<TKey>(column));
        return (ref ReadOnlyMemory<char> value) =>
        {
            var key = TKey.Zero;
            getter(ref key);
            value = texts[ulong.CreateTruncating(key)];
        };
    }
}
