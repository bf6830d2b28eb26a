using Vae.Data.Rows;
using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data.Runs;

/// <summary>
/// A row as the model expects it, in the columns of the table: numbers in their own unit, texts as the likeliest category, dates in words. Kept
/// values are copied as they stand.
/// </summary>
internal sealed class ReconstructionAnswer(VaeModel model, ITableSource table, bool keepObserved) : IRowAnswer
{
    private readonly int[] _places = [.. model.Info.Columns.Select(column => table.IndexOf(column.Name) ?? -1)];

    public IReadOnlyList<ResultColumn> Columns { get; } =
    [
        .. model.Info.Columns.Select(column => new ResultColumn(column.Name, ResultColumn.TypeOf(
            column,
            keepObserved && column.NumberFormat is not null ? CellType.Text           // kept as it is written
            : keepObserved || column.Offset != 0 ? CellType.Double : CellType.Single))),
    ];

    public bool QuotesCells => keepObserved;

    public float[] Of(ReadOnlySpan<float> features, CancellationToken cancellation) => model.FillFeatures(features, keepObserved, cancellation);

    public void Write(ReadOnlySpan<float> numbers, ReadOnlySpan<float> features, TableRows? source, CellWriter cells)
    {
        var start = 0;
        for (var place = 0; place < _places.Length; place++)
        {
            var column = model.Info.Columns[place];
            if (source is not null && !float.IsNaN(features[start]))
            {
                cells.AddUtf8(source.Utf8(_places[place]));
            }
            else if (column.IsDate)
            {
                cells.Add(DateCycles.Words(column.Cycles, numbers.Slice(start, column.Width)));
            }
            else if (column.Categories is { } categories)
            {
                cells.Add(categories[numbers.Slice(start, column.Width).IndexOf(1f)]);
            }
            else if (column.Offset != 0)
            {
                cells.Add(numbers[start] + column.Offset);
            }
            else
            {
                cells.Add(numbers[start]);
            }

            start += column.Width;
        }
    }
}
