using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Inference;

namespace Vae.MLNet.DataView;

/// <summary>
/// Where the current row's results lie: a slot and a row in it. Its getters read whatever row the place points to when they are called.
/// </summary>
/// <param name="model">The model that scored.</param>
internal sealed class ScoredPlace(VaeModel model)
{
    private long _batch;

    /// <summary>The model that scored.</summary>
    public VaeModel Model { get; set; } = model;

    /// <summary>The slot, or null where there is no current row. Set after every run in it.</summary>
    public ScoringSlot? Slot
    {
        get;
        set
        {
            field = value;
            _batch++;
        }
    }

    public int Row { get; set; }

    public Delegate Getter(ScoredColumn column) => column switch
    {
        { IsPicture: true } => (ValueGetter<MLImage>)((ref MLImage value) => value = Overlay(column.Output, Model.Info.ImageShape!)),
        { IsWords: true } => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = Explanation().AsMemory()),
        { Output.IsNumber: false } => Vector(column.Output, ((VectorDataViewType)column.Type).Size),
        { Output.IsFlag: true } => Number<bool>(column.Output),
        _ => Number<float>(column.Output),
    };

    private ScoringSlot Current => Slot ?? throw NoRow();

    public static InvalidOperationException NoRow() =>
        new("Cursor must stand on a row; got none. Call MoveNext first, and stop when it returns false.");

    private string Explanation()
    {
        var width = Model.Info.FeatureCount;
        return Current.Values<bool>(VaeOutputs.PredictedLabel)[Row]
            ? Model.ExplainFeatures(Current.Input.AsSpan(Row * width, width))[0].ToString()
            : "";
    }

    private MLImage Overlay(VaeOutput heatmap, VaeImageShape shape) => VaeHeatmapPainter.Overlay(
        Current.Input.AsSpan(Row * shape.Length, shape.Length),
        shape,
        Current.Values<float>(heatmap).AsSpan(Row * shape.Height * shape.Width, shape.Height * shape.Width));

    /// <summary>Looks its array up once a batch: this runs for every row.</summary>
    private ValueGetter<T> Number<T>(VaeOutput output)
    {
        var (batch, values) = (-1L, Array.Empty<T>());
        return (ref T value) =>
        {
            if (batch != _batch)
            {
                (batch, values) = (_batch, Current.Values<T>(output));
            }

            value = values[Row];
        };
    }

    private ValueGetter<VBuffer<float>> Vector(VaeOutput output, int width) => (ref VBuffer<float> value) =>
    {
        var source = Current.Values<float>(output).AsSpan(Row * width, width);
        var editor = VBufferEditor.Create(ref value, width);
        source.CopyTo(editor.Values);
        Model.PutBackOffsets(output, editor.Values);
        value = editor.Commit();
    };
}
