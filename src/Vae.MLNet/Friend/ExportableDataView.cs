using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;

namespace Vae.MLNet.Friend;

/// <summary>
/// Data with columns added, as a link of the chain that <c>mlContext.Model.ConvertToOnnx</c> walks. ML.NET stops without a word at data that is no
/// such link, and writes a file that begins behind it.
/// </summary>
/// <param name="source">The data that the columns are added to.</param>
internal abstract class ExportableDataView(IDataView source) : ITransformCanSaveOnnx
{
    public abstract DataViewSchema Schema { get; }

    public bool CanShuffle => source.CanShuffle;

    IDataView IDataTransform.Source => source;

    /// <summary>The data that the columns are added to.</summary>
    protected IDataView Source => source;

    public long? GetRowCount() => source.GetRowCount();

    public abstract DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    public abstract DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);

    /// <summary>True in any case: what cannot be written is refused by its name when it comes to writing.</summary>
    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => WriteTo(new OnnxGraph(ctx));

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException("Data must not be saved as a model; got scored data. Save the transformer with mlContext.Model.Save.");

    /// <summary>Adds the nodes that compute the columns to a graph.</summary>
    /// <exception cref="InvalidOperationException">Something of it has no form in ONNX; the message names it.</exception>
    protected abstract void WriteTo(OnnxGraph graph);
}
