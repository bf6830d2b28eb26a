using System.Globalization;
using System.Text.Json;
using Vae.Data.Runs;
using Vae.Data.Runs.Sinks;
using Vae.Data.Sources.Csv;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Reasons;

namespace Vae.Data;

/// <summary>What each column is to a model, as a file and in words.</summary>
public static class SensitivityFile
{
    /// <summary>The columns of a table for people.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["Column", "Part of scores", "Predicted by others", "Found: rise", "Found: fall"];

    /// <summary>The cells of one column, in the order of <see cref="Columns"/>, for people.</summary>
    /// <param name="column">The column.</param>
    public static IReadOnlyList<string> Words(VaeColumnSensitivity column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var (rise, fall) = column.UnseenFlagged is { } unseen
            ? (string.Create(CultureInfo.InvariantCulture, $"unseen text: {unseen:0 %} flagged"), "")
            : (Shift(column, column.Rise), Shift(column, column.Fall));
        return
        [
            column.Column,
            column.ScoreShare.ToString("0.0 %", CultureInfo.InvariantCulture),
            double.IsNaN(column.Predictability) ? "never varies"
                : column.IsChecked ? column.Predictability.ToString("0 %", CultureInfo.InvariantCulture) : "not: only values out of range are found",
            rise,
            fall,
        ];
    }

    /// <summary>Writes the file, whole or not at all: JSON where its name ends with .json, TSV for .tsv and .tab, else CSV.</summary>
    /// <param name="path">Path of the file, in an existing folder.</param>
    /// <param name="columns">The columns.</param>
    public static void Write(string path, IReadOnlyList<VaeColumnSensitivity> columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(columns);
        if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(columns.Select(SensitivityJson.Of), ExplainedRowJson.Options));
            return;
        }

        using var text = new CsvText(Delimiter.Of(path) ?? ',');
        text.AddNames(["Column", "ScoreShare", "Predictability", "Rise", "Fall", "UnseenFlagged", "Deviation"]);
        foreach (var column in columns)
        {
            text.Add(column.Column);
            text.Add((float)column.ScoreShare);
            AddNumber(text, column.Predictability);
            AddNumber(text, column.Rise);
            AddNumber(text, column.Fall);
            AddNumber(text, column.UnseenFlagged);
            AddNumber(text, column.Deviation);
            text.EndRow();
        }

        AtomicFile.Write(path, text.Bytes);
    }

    private static void AddNumber(CellWriter cells, double? number)
    {
        if (number is { } known && !double.IsNaN(known))
        {
            cells.Add((float)known);
        }
        else
        {
            cells.AddMissing();
        }
    }

    private static string Shift(VaeColumnSensitivity column, float? shift) => shift is not { } found ? "none is found"
        : column.Deviation == 0 ? "any"
        : $"{ReadableNumber.Of(found)} ({(found / column.Deviation).ToString("0.0", CultureInfo.InvariantCulture)} sd)";

    private sealed record SensitivityJson(
        string Column, double ScoreShare, double? Predictability, float? Rise, float? Fall, double? UnseenFlagged, float? Deviation)
    {
        public static SensitivityJson Of(VaeColumnSensitivity column) => new(
            column.Column, column.ScoreShare, double.IsNaN(column.Predictability) ? null : column.Predictability, column.Rise, column.Fall,
            column.UnseenFlagged, float.IsNaN(column.Deviation) ? null : column.Deviation);
    }
}
