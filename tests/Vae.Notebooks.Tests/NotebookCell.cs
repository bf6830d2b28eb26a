using System.Text.Json.Nodes;

namespace Vae.Notebooks.Tests;

/// <summary>A cell of a notebook.</summary>
internal sealed class NotebookCell(Notebook notebook, int index, JsonObject json)
{
    public string Id => (string)json["id"]!;

    public bool IsCode => (string)json["cell_type"]! == "code";

    public string Source => Text(json["source"]!);

    /// <summary>What a reader finds the cell by: the notebook, the cell's place among all cells, and its id.</summary>
    public string Place => FormattableString.Invariant($"{notebook.Name}, cell {index + 1} ({Id})");

    /// <summary>The outputs that are committed.</summary>
    public IReadOnlyList<CellOutput> Outputs => [.. json["outputs"]!.AsArray().Select(output => CellOutput.Of(output!.AsObject()))];

    /// <summary>Replaces the committed outputs.</summary>
    public void Replace(IReadOnlyList<CellOutput> outputs, int executionCount)
    {
        json["execution_count"] = executionCount;
        json["outputs"] = new JsonArray([.. outputs.Select(output => (JsonNode)output.ToJson())]);
    }

    /// <summary>A text as notebooks write it: one string, or a list of lines that keep their ends.</summary>
    public static string Text(JsonNode node) => node is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)node!;

    public static JsonArray Lines(string text) => new([.. text.Split('\n')
        .Select((line, i) => i == text.Count(c => c == '\n') ? line : line + "\n").Where(line => line.Length > 0).Select(line => (JsonNode)line)]);
}
