using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>Writes what a model answers to each row as lines, at reading speed, in constant memory and in the order of the data.</summary>
internal static class AnswerLines
{
    /// <summary>A line for every row of a table.</summary>
    public static RowSummary Of(
        VaeModel model, ITableSource table, IRowAnswer answer, CsvSink lines, IReadOnlyList<string> keptNames, IReadOnlyList<string> missing,
        OptionNames names, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var reading = new TableReading(model, table, missing, names);
        var kept = table.IndexesOf(keptNames, names.Kept);
        lines.Begin(ResultColumns.OfTable(answer.Columns, table, kept, names));
        var clock = new RunClock(table.Size, progress);
        foreach (var (part, rows, size) in reading.Run(
            kept, null, normalOnly: false,
            (block, features) => (lines.Prepare(cells => Write(block, features, answer, kept, cells, cancellation)), features.Rows, block.Size),
            cancellation))
        {
            using (part)
            {
                part.Write();
            }

            clock.Add(rows, size);
        }

        lines.Complete();
        return new(clock.Rows, clock.Rows, null, clock.Elapsed);
    }

    /// <summary>A line for every image, read or not.</summary>
    public static RowSummary Of(
        VaeModel model, VaeImageSet images, IRowAnswer answer, CsvSink lines, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var (clock, counts) = (new RunClock(images.Count, progress), new ImageStatusCounts());
        var groups = ImageGroup.Run(model, images, group => (lines.Prepare(cells => Write(group, answer, cells, cancellation)), group), cancellation);
        lines.Begin(ResultColumns.OfImages(answer.Columns));
        foreach (var (part, group) in groups)
        {
            using (part)
            {
                part.Write();
            }

            counts.Add(group.Images.Select(image => image.Status));
            clock.Add(group.Rows, group.Rows);
        }

        lines.Complete();
        return new(clock.Rows, counts.Read, counts, clock.Elapsed);
    }

    private static void Write(
        TableBlock block, FeatureBlock features, IRowAnswer answer, IReadOnlyList<int> kept, CellWriter cells, CancellationToken cancellation)
    {
        var numbers = answer.Of(features.Features, cancellation); // [rows, width]
        var (rows, source) = (Math.Max(features.Rows, 1), new BlockCells(block));
        var (width, size) = (numbers.Length / rows, features.Features.Length / rows);
        for (var row = 0; row < features.Rows; row++)
        {
            cells.Add(features.RowNumbers[row]);
            if (kept.Count > 0 || answer.QuotesCells)
            {
                source.MoveTo(features.RowNumbers[row]);
            }

            answer.Write(
                numbers.AsSpan(row * width, width), features.Features.Slice(row * size, size), answer.QuotesCells ? source.Row : null, cells);
            source.Copy(kept, cells);

            cells.EndRow();
        }
    }

    private static void Write(ImageGroup group, IRowAnswer answer, CellWriter cells, CancellationToken cancellation)
    {
        var numbers = answer.Of(group.Pixels, cancellation); // [images, width]
        var width = answer.Columns.Count;
        group.WriteTo(cells, width, place => answer.Write(numbers.AsSpan(place * width, width), [], null, cells));
    }
}
