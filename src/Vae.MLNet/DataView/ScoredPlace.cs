using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Contract;
using Vae.MLNet.Inference;

namespace Vae.MLNet.DataView;

/// <summary>Where the current row's results lie: a slot and a row in it. Its getters read whatever row the place points to when they are called.</summary>
/// <param name="images">The size of the model's images; null for a model of tables.</param>
internal sealed class ScoredPlace(VaeImageShape? images)
{
    /// <summary>The slot, or null where there is no current row.</summary>
    public ScoringSlot? Slot { get; set; }

    public int Row { get; set; }

    public Delegate Getter(ScoredColumn column) => column.Tensor switch
    {
        TensorNames.Score => (ValueGetter<float>)((ref float value) => value = Current.Score[Row]),
        TensorNames.PredictedLabel => (ValueGetter<bool>)((ref bool value) => value = Current.PredictedLabel[Row]),
        TensorNames.PValue => (ValueGetter<float>)((ref float value) => value = Current.PValue[Row]),
        TensorNames.ReconstructionError => (ValueGetter<float>)((ref float value) => value = Current.ReconstructionError[Row]),
        TensorNames.KlDivergence => (ValueGetter<float>)((ref float value) => value = Current.KlDivergence[Row]),
        ScoredColumn.HeatmapImage => (ValueGetter<MLImage>)((ref MLImage value) => value = Overlay(images!)),
        _ => VectorGetter(column.Tensor, ((VectorDataViewType)column.Type).Size),
    };

    private ScoringSlot Current => Slot ?? throw NoRow();

    public static InvalidOperationException NoRow() =>
        new("Cursor must stand on a row; got none. Call MoveNext first, and stop when it returns false.");

    private MLImage Overlay(VaeImageShape shape) => VaeHeatmapPainter.Overlay(
        Current.Input.AsSpan(Row * shape.Length, shape.Length), shape, Current.Vector(TensorNames.Heatmap).AsSpan(Row * shape.Height * shape.Width, shape.Height * shape.Width));

    private ValueGetter<VBuffer<float>> VectorGetter(string tensor, int width) => (ref VBuffer<float> value) =>
    {
        var source = Current.Vector(tensor).AsSpan(Row * width, width);
        var editor = VBufferEditor.Create(ref value, width);
        source.CopyTo(editor.Values);
        value = editor.Commit();
    };
}
