using System.Text.Json;
using Vae.Data;
using Vae.MLNet;
using Vae.Service.Hosting;

namespace Vae.Service.Scoring;

/// <summary>
/// Turns rows of named JSON cells into the features of a model: numbers, texts and dates as the columns are; null where a value is missing.
/// </summary>
internal sealed class RowReader
{
    private readonly VaeFeatureEncoder _encoder;
    private readonly Dictionary<string, int> _places;

    public RowReader(IReadOnlyList<VaeColumn> columns)
    {
        _encoder = new VaeFeatureEncoder(columns);
        _places = columns.Index().ToDictionary(pair => pair.Item.Name, pair => pair.Index, StringComparer.Ordinal);
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">An object with a cell for every column; others are ignored.</param>
    /// <param name="subject">What messages call it, such as <c>Row 3</c>.</param>
    /// <param name="features">Where the features go: [features].</param>
    /// <returns>The flaw of a row with a cell that does not suit its column; null of any other.</returns>
    /// <exception cref="ProblemException">It is no row of this model at all.</exception>
    public RowFlaw? Read(JsonElement row, string subject, Span<double> features)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw new ProblemException(
                StatusCodes.Status422UnprocessableEntity,
                $"{subject} must be an object of named cells, such as {{\"{_encoder.Columns[0].Name}\": null}}; got {Kind(row)}.");
        }

        var isFound = new bool[_encoder.Columns.Count];
        foreach (var cell in row.EnumerateObject())
        {
            if (_places.TryGetValue(cell.Name, out var column))
            {
                isFound[column] = true;
                if (!TryEncode(column, cell.Value, features))
                {
                    return Flaw(column, cell.Value, subject);
                }
            }
        }

        return Array.IndexOf(isFound, false) < 0 ? null : throw new ProblemException(
            StatusCodes.Status422UnprocessableEntity,
            $"{subject} must have every column of the model; got none named {Names(isFound, false)}. "
            + (isFound.Contains(true) ? $"It has {Names(isFound, true)}. " : "") + "Send null where a value is missing.");
    }

    /// <summary>A reason with the text of an unseen category, which the features do not hold.</summary>
    public static VaeReason Quoted(VaeReason reason, JsonElement row) =>
        reason.Kind == VaeReasonKind.UnseenCategory && row.TryGetProperty(reason.Column, out var cell)
            ? reason with { Category = Text(cell) }
            : reason;

    private bool TryEncode(int column, JsonElement cell, Span<double> features)
    {
        var (kind, holder) = (cell.ValueKind, _encoder.Columns[column]);
        if (kind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return false;
        }

        if (holder.IsDate)
        {
            return kind is JsonValueKind.Null or JsonValueKind.String && _encoder.EncodeDate(column, Text(cell), features);
        }

        if (!holder.IsNumber)
        {
            // A text that the model does not know is a novelty, and no flaw.
            _encoder.EncodeText(column, Text(cell), features);
            return true;
        }

        var number = kind switch
        {
            JsonValueKind.Null => double.NaN,
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.Number => cell.GetDouble(),
            _ => (double?)null,
        };
        if (number is null && !holder.IsEmpty)
        {
            return false;
        }

        // Beyond single precision a number is missing, as everywhere in the library; any text is new where training saw no value.
        _encoder.EncodeNumber(column, number is null ? 1 : float.IsInfinity((float)number) ? double.NaN : number.Value, features);
        return true;
    }

    private RowFlaw Flaw(int column, JsonElement cell, string subject)
    {
        var holder = _encoder.Columns[column];
        var (kind, rule) = holder.IsDate ? (RowFaultKind.NoDate, "a date or time as text")
            : holder.IsNumber ? (RowFaultKind.NoNumber, "a number") : (RowFaultKind.NoNumber, "a text");
        return new(kind, $"{subject} must have {rule} in column '{holder.Name}'; got {Kind(cell)}. Send null where the value is missing.");
    }

    private static string Text(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => cell.GetString()!,
        _ => cell.GetRawText(),
    };

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Null => "null",
        JsonValueKind.String => $"the text {Shortened(element.GetRawText())}",
        _ => Shortened(element.GetRawText()),
    };

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..57] + "...";

    private string Names(bool[] isFound, bool wanted)
    {
        string[] names = [.. _encoder.Columns.Where((_, column) => isFound[column] == wanted).Select(column => $"'{column.Name}'")];
        return names.Length <= 10 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(10))} and {names.Length - 10} more";
    }
}
