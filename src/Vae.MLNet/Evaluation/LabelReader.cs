using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.Evaluation;

/// <summary>
/// Reads labels of any type ML.NET users have: bool, numbers, text, and keys with or without values. True is an anomaly, null a missing label.
/// </summary>
internal static class LabelReader
{
    public static Func<bool?> Create(DataViewRow row, DataViewSchema.Column column, NormalLabel rule) => column.Type switch
    {
        BooleanDataViewType => From<bool>(row, column, value => rule.IsAnomaly(value)),
        TextDataViewType => From<ReadOnlyMemory<char>>(row, column, value => rule.IsAnomaly(value.Span)),
        KeyDataViewType => Key(row, column, rule),
        NumberDataViewType number => Number(row, column, number, value => rule.IsAnomaly(value)),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type.ToString(),
            $"Label column '{column.Name}' must be bool, number, text or key; got {column.Type}. Map the column to one of these."),
    };

    private static Func<bool?> Key(DataViewRow row, DataViewSchema.Column column, NormalLabel rule)
    {
        var labels = KeyLabels(column, rule);
        return Number(row, column, column.Type, value => value == 0 ? null : labels is null ? rule.IsAnomaly(value - 1) : labels[(int)value - 1]);
    }

    /// <summary>What each key stands for; null for keys without values, which count from 0.</summary>
    private static bool?[]? KeyLabels(DataViewSchema.Column column, NormalLabel rule)
    {
        if (column.Annotations.Schema.GetColumnOrNull("KeyValues") is not { Type: VectorDataViewType values })
        {
            return null;
        }

        return values.ItemType.RawType switch
        {
            var type when type == typeof(ReadOnlyMemory<char>) => Values<ReadOnlyMemory<char>>(value => rule.IsAnomaly(value.Span)),
            var type when type == typeof(bool) => Values<bool>(value => rule.IsAnomaly(value)),
            var type when type == typeof(float) => Values<float>(value => rule.IsAnomaly(value)),
            var type when type == typeof(double) => Values<double>(value => rule.IsAnomaly(value)),
            var type when type == typeof(int) => Values<int>(value => rule.IsAnomaly(value)),
            var type when type == typeof(long) => Values<long>(value => rule.IsAnomaly(value)),
            var type when type == typeof(uint) => Values<uint>(value => rule.IsAnomaly(value)),
            var type when type == typeof(byte) => Values<byte>(value => rule.IsAnomaly(value)),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type.ToString(),
                $"Keys of label column '{column.Name}' must stand for text, bool or numbers; got {values.ItemType}. Map the keys to values first."),
        };

        bool?[] Values<T>(Func<T, bool?> isAnomaly)
        {
            var buffer = default(VBuffer<T>);
            column.Annotations.GetValue("KeyValues", ref buffer);
            return [.. buffer.DenseValues().Select(isAnomaly)];
        }
    }

    private static Func<bool?> Number(
        DataViewRow row, DataViewSchema.Column column, DataViewType type, Func<double, bool?> isAnomaly) => type.RawType switch
    {
        var raw when raw == typeof(float) => From<float>(row, column, value => isAnomaly(value)),
        var raw when raw == typeof(double) => From<double>(row, column, isAnomaly),
        var raw when raw == typeof(sbyte) => From<sbyte>(row, column, value => isAnomaly(value)),
        var raw when raw == typeof(byte) => From<byte>(row, column, value => isAnomaly(value)),
        var raw when raw == typeof(short) => From<short>(row, column, value => isAnomaly(value)),
        var raw when raw == typeof(ushort) => From<ushort>(row, column, value => isAnomaly(value)),
        var raw when raw == typeof(int) => From<int>(row, column, value => isAnomaly(value)),
        var raw when raw == typeof(uint) => From<uint>(row, column, value => isAnomaly(value)),
        var raw when raw == typeof(long) => From<long>(row, column, value => isAnomaly(value)),
        _ => From<ulong>(row, column, value => isAnomaly(value)),
    };

    private static Func<bool?> From<T>(DataViewRow row, DataViewSchema.Column column, Func<T, bool?> isAnomaly)
    {
        var read = row.GetGetter<T>(column);
        var value = default(T)!;
        return () =>
        {
            read(ref value);
            return isAnomaly(value);
        };
    }
}
