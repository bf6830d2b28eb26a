using System.Text.Json;
using Vae.Data.Runs;
using Vae.Data.Runs.Sinks;
using Vae.Data.Sources.Csv;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>
/// Explained rows as a file: JSON where its name ends with .json, with everything that is known of each row; else a line a row, in words.
/// </summary>
public static class ExplanationFile
{
    private static readonly string[] Both =
        [VaeOutputs.Score.Name, VaeOutputs.PredictedLabel.Name, VaeOutputs.PValue.Name, RowExplanations.Column];

    private static readonly string[] OfTables = [ScoreRun.RowColumn, .. Both, "Counterfactual", "NewScore"];

    private static readonly IReadOnlyList<string> OfImages = ResultColumns.OfImages(Both);

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">Path of the file, in an existing folder: JSON, TSV (.tsv, .tab), else CSV.</param>
    /// <param name="rows">The rows; taken one by one.</param>
    /// <param name="modality">What the rows are, for the header.</param>
    /// <returns>Number of rows.</returns>
    public static int Write(string path, IEnumerable<ExplainedRow> rows, VaeModality modality)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(rows);
        using var file = AtomicFile.Create(path);
        var written = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase)
            ? WriteJson(file.Stream, rows)
            : WriteLines(file.Stream, rows, modality, Delimiter.Of(path) ?? ',');
        file.Commit();
        return written;
    }

    private static int WriteJson(Stream stream, IEnumerable<ExplainedRow> rows)
    {
        ExplainedRowJson[] objects = [.. rows.Select(ExplainedRowJson.Of)];
        JsonSerializer.Serialize(stream, objects, ExplainedRowJson.Options);
        return objects.Length;
    }

    private static int WriteLines(Stream stream, IEnumerable<ExplainedRow> rows, VaeModality modality, char delimiter)
    {
        var written = 0;
        using (var header = new CsvText(delimiter))
        {
            header.AddNames(modality == VaeModality.Table ? OfTables : OfImages);
            stream.Write(header.Bytes);
        }

        foreach (var row in rows)
        {
            using var line = new CsvText(delimiter);
            AddTo(line, row);
            stream.Write(line.Bytes);
            written++;
        }

        return written;
    }

    private static void AddTo(CellWriter cells, ExplainedRow row)
    {
        cells.Add(row.Row);
        if (row.File is { } name)
        {
            cells.Add(name);
        }

        if (row.Status is not null && row.Image is null)
        {
            cells.AddMissing();
            cells.AddMissing();
            cells.AddMissing();
        }
        else
        {
            cells.Add(row.Score);
            cells.Add(row.PredictedLabel);
            cells.Add(row.PValue);
        }

        cells.Add(row.Reasons);
        if (row.Status is { } status)
        {
            cells.Add(status.ToString());
            cells.Add(row.Remark);
        }
        else
        {
            cells.Add(row.Counterfactual?.ToString() ?? "");
            cells.Add(row.Counterfactual?.NewScore ?? float.NaN);
        }

        cells.EndRow();
    }
}
