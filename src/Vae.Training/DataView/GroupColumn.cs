using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.DataView;

namespace Vae.Training.DataView;

/// <summary>The column of a data view that says which rows belong together: only whether two values are equal matters.</summary>
internal static class GroupColumn
{
    /// <summary>The column of that name, or null where none is named.</summary>
    /// <exception cref="ArgumentException">There is no such column, it is also a feature, or its type has no values that can be compared.</exception>
    public static DataViewSchema.Column? Find(DataViewSchema schema, string? name, params IReadOnlyList<string> features)
    {
        if (name is null)
        {
            return null;
        }

        Require(name, schema.GetColumnOrNull(name) is not null, features, schema.Select(column => column.Name), nameof(schema));
        return Texts(schema[name].Type) is not null ? schema[name] : throw SchemaMismatch.Of(
            $"Group column '{name}' must be text, a key, a number, true and false, or a date; got {schema[name].Type}.", nameof(schema));
    }

    /// <summary>Refuses a column that is not there, or is a feature, too.</summary>
    public static void Require(string name, bool exists, IReadOnlyList<string> features, IEnumerable<string> all, string parameterName)
    {
        if (!exists)
        {
            throw SchemaMismatch.Of(
                $"Group column '{name}' must be in the data; got columns {string.Join(", ", all.Select(other => $"'{other}'"))}.", parameterName);
        }

        if (features.Contains(name, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Group column '{name}' must be no feature; got it among the columns to learn from.", parameterName);
        }
    }

    /// <summary>Reads the group of a cursor's current row; equal groups are one text in memory. Empty where the value is missing.</summary>
    public static Func<string> Open(DataViewRow cursor, DataViewSchema.Column column)
    {
        var (read, known) = (Texts(column.Type)!(cursor, column), new Dictionary<string, string>(StringComparer.Ordinal));
        return () =>
        {
            var text = read();
            return known.TryGetValue(text, out var same) ? same : known[text] = text;
        };
    }

    /// <summary>What reads a column of some type as text, or null for a type without texts of its own.</summary>
    private static Func<DataViewRow, DataViewSchema.Column, Func<string>>? Texts(DataViewType type) => type switch
    {
        TextDataViewType => Of<ReadOnlyMemory<char>>(value => value.Span.Trim().ToString()),
        BooleanDataViewType => Of<bool>(value => value ? "true" : "false"),
        DateTimeDataViewType => Of<DateTime>(value => value.ToString("O", CultureInfo.InvariantCulture)),
        KeyDataViewType or NumberDataViewType => NumberTexts(type.RawType, isKey: type is KeyDataViewType),
        _ => null,
    };

    private static Func<DataViewRow, DataViewSchema.Column, Func<string>> NumberTexts(Type raw, bool isKey)
    {
        return Type.GetTypeCode(raw) switch
        {
            TypeCode.Single => Numbers<float>(),
            TypeCode.Double => Numbers<double>(),
            TypeCode.SByte => Numbers<sbyte>(),
            TypeCode.Byte => Numbers<byte>(),
            TypeCode.Int16 => Numbers<short>(),
            TypeCode.UInt16 => Numbers<ushort>(),
            TypeCode.Int32 => Numbers<int>(),
            TypeCode.UInt32 => Numbers<uint>(),
            TypeCode.Int64 => Numbers<long>(),
            _ => Numbers<ulong>(),
        };

        // A key counts from 1: 0 is a missing one.
        Func<DataViewRow, DataViewSchema.Column, Func<string>> Numbers<T>()
            where T : System.Numerics.INumberBase<T> =>
            Of<T>(value => T.IsNaN(value) || (isKey && T.IsZero(value)) ? "" : value.ToString(null, CultureInfo.InvariantCulture));
    }

    private static Func<DataViewRow, DataViewSchema.Column, Func<string>> Of<T>(Func<T, string> text) => (cursor, column) =>
    {
        var (getter, value) = (cursor.GetGetter<T>(column), default(T)!);
        return () =>
        {
            getter(ref value);
            return text(value);
        };
    };
}
