using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>Keeps a batch's values of one column that is passed through, so that the input is read once although it is read ahead.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>A rough size of an image, or another object whose size the schema does not tell.</summary>
    private const int ObjectBytes = 1 << 18;

    public static ColumnBuffer Create(DataViewRow source, DataViewSchema.Column column)
    {
        var type = column.Type is VectorDataViewType vector
            ? typeof(VectorBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarBuffer<>).MakeGenericType(column.Type.RawType);
        return (ColumnBuffer)Activator.CreateInstance(type, source, column)!;
    }

    /// <summary>What one row's value takes, to bound a batch by its memory.</summary>
    public static long RowBytes(DataViewType type) => type switch
    {
        VectorDataViewType vector => vector.Size * RowBytes(vector.ItemType),
        _ when type.RawType.IsValueType => sizeof(long),
        _ => ObjectBytes,
    };

    /// <summary>Another buffer for the same column, filled by the same getter.</summary>
    public abstract ColumnBuffer Twin();

    public abstract void Reserve(int rows);

    /// <summary>Keeps the value of the source's current row.</summary>
    public abstract void Read(int row);
}

/// <summary>A buffer whose values have the raw type <typeparamref name="TValue"/>.</summary>
internal abstract class ColumnBuffer<TValue>(ValueGetter<TValue> getter) : ColumnBuffer
{
    protected ValueGetter<TValue> Getter { get; } = getter;

    /// <summary>The kept values: [rows].</summary>
    protected TValue[] Values { get; private set; } = [];

    public override void Reserve(int rows)
    {
        if (rows > Values.Length)
        {
            var values = Values;
            Array.Resize(ref values, rows);
            Values = values;
        }
    }

    /// <summary>Hands out the kept value of a row.</summary>
    public abstract void Copy(int row, ref TValue value);
}

/// <summary>Numbers, texts, keys, times, ids and objects.</summary>
internal sealed class ScalarBuffer<TValue>(ValueGetter<TValue> getter) : ColumnBuffer<TValue>(getter)
{
    public ScalarBuffer(DataViewRow source, DataViewSchema.Column column)
        : this(source.GetGetter<TValue>(column))
    {
    }

    public override ColumnBuffer Twin() => new ScalarBuffer<TValue>(Getter);

    public override void Read(int row)
    {
        // A getter may reuse or dispose the object that it finds (images do), and the reader may still hold it: offer none.
        TValue? fresh = default;
        Getter(ref fresh!);
        Values[row] = fresh;
    }

    public override void Copy(int row, ref TValue value) => value = Values[row];

    /// <summary>The kept value of a row.</summary>
    public TValue this[int row] => Values[row];
}

/// <summary>Vectors, dense or sparse, of any size.</summary>
internal sealed class VectorBuffer<TItem>(ValueGetter<VBuffer<TItem>> getter) : ColumnBuffer<VBuffer<TItem>>(getter)
{
    public VectorBuffer(DataViewRow source, DataViewSchema.Column column)
        : this(source.GetGetter<VBuffer<TItem>>(column))
    {
    }

    public override ColumnBuffer Twin() => new VectorBuffer<TItem>(Getter);

    public override void Read(int row) => Getter(ref Values[row]);

    public override void Copy(int row, ref VBuffer<TItem> value) => Values[row].CopyTo(ref value);

    /// <summary>The kept vector of a row.</summary>
    public ref readonly VBuffer<TItem> this[int row] => ref Values[row];
}
