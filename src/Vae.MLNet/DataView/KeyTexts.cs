using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>The texts behind the keys of a column. Keys count from 1; 0 is a missing value.</summary>
internal sealed class KeyTexts
{
    private readonly ReadOnlyMemory<char>[] _texts;

    public KeyTexts(DataViewSchema.Column column)
    {
        var texts = default(VBuffer<ReadOnlyMemory<char>>);
        column.Annotations.GetValue(CellColumn.KeyValues, ref texts);
        _texts = [.. texts.DenseValues()];
    }

    /// <summary>The text of a key; empty where it is missing, or beyond the texts.</summary>
    public ReadOnlyMemory<char> this[ulong key] => key - 1 < (ulong)_texts.Length ? _texts[key - 1] : default;
}
