using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>Writes what a model answers to each row as lines, at reading speed, in constant memory and in the order of the data.</summary>
internal static class AnswerLines
{
    /// <summary>A line for every row of a table.</summary>
    public static RowSummary Of(
        VaeModel model, ITableSource table, IRowAnswer answer, LineSink lines, IReadOnlyList<string> keptNames, RowOptions options,
        IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var reading = new TableReading(model, table, options);
        var kept = table.IndexesOf(keptNames, options.Names.Kept);
        var isMarked = options.BadRows.Policy == BadRowPolicy.Mark;
        lines.Begin(ResultColumn.Of(
            ResultColumns.OfTable([.. Names(answer), .. RowStatus.Of(isMarked)], table, kept, options.Names), answer.Columns, kept.Count));
        var (clock, written) = (new RunClock(table.Size, progress), 0L);
        using var log = new BadRowLog(table, options.BadRows, options.Names);
        foreach (var (part, rows, bad, size) in reading.Run(
            kept, null, normalOnly: false,
            (block, features) => (
                lines.Prepare(cells => Write(block, features, isMarked, answer, kept, cells, cancellation)), features.Rows, features.Bad, block.Size),
            cancellation))
        {
            using (part)
            {
                part.Write();
            }

            log.Add(bad, rows + bad.Faults.Count, size);
            clock.Add(rows + bad.Faults.Count, size);
            written += rows;
        }

        log.Complete();
        lines.Complete();
        return new(clock.Rows, written, null, log.Counts, clock.Elapsed);
    }

    /// <summary>A line for every image, read or not.</summary>
    public static RowSummary Of(
        VaeModel model, VaeImageSet images, IRowAnswer answer, LineSink lines, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var (clock, counts) = (new RunClock(images.Count, progress), new ImageStatusCounts());
        var groups = ImageGroup.Run(model, images, group => (lines.Prepare(cells => Write(group, answer, cells, cancellation)), group), cancellation);
        lines.Begin(ResultColumn.Of(ResultColumns.OfImages(Names(answer)), answer.Columns));
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
        return new(clock.Rows, counts.Read, counts, null, clock.Elapsed);
    }

    private static IEnumerable<string> Names(IRowAnswer answer) => answer.Columns.Select(column => column.Name);

    private static void Write(
        TableBlock block, FeatureBlock features, bool isMarked, IRowAnswer answer, IReadOnlyList<int> kept, CellWriter cells,
        CancellationToken cancellation)
    {
        var numbers = answer.Of(features.Features, cancellation); // [rows, width]
        var (rows, source) = (Math.Max(features.Rows, 1), new BlockCells(block));
        var (width, size) = (numbers.Length / rows, features.Features.Length / rows);
        foreach (var (place, fault) in RowStatus.Lines(features, isMarked))
        {
            var number = fault?.Row ?? features.RowNumbers[place];
            cells.Add(number);
            if (kept.Count > 0 || answer.QuotesCells)
            {
                source.MoveTo(number);
            }

            if (fault is null)
            {
                answer.Write(
                    numbers.AsSpan(place * width, width), features.Features.Slice(place * size, size), answer.QuotesCells ? source.Row : null, cells);
            }
            else
            {
                Array.ForEach([.. answer.Columns], _ => cells.AddMissing());
            }

            if (isMarked)
            {
                var row = fault is null ? features.Features.Slice(place * size, size) : [];
                RowStatus.Write(cells, fault, row.ContainsAnyInRange(float.MinValue, float.MaxValue));
            }

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
