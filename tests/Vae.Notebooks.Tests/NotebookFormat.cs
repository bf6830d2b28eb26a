using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vae.Notebooks.Tests;

/// <summary>The parts of the notebook format, version 4.5, that our files use; anything else is a flaw.</summary>
internal static partial class NotebookFormat
{
    public static IEnumerable<string> FlawsOf(JsonObject notebook)
    {
        if ((int?)notebook["nbformat"] != 4 || (int?)notebook["nbformat_minor"] != 5)
        {
            yield return "nbformat must be 4 and nbformat_minor 5";
        }

        if ((string?)notebook["metadata"]?["kernelspec"]?["name"] != ".net-csharp" || (string?)notebook["metadata"]?["kernelspec"]?["display_name"] is null)
        {
            yield return "metadata.kernelspec must have the name .net-csharp and a display_name";
        }

        if (notebook["cells"] is not JsonArray { Count: > 0 } cells)
        {
            yield return "cells must be a list that is not empty";
            yield break;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in cells.Select(cell => cell!.AsObject()))
        {
            var id = (string?)cell["id"] ?? "";
            if (!Id().IsMatch(id) || !ids.Add(id))
            {
                yield return $"cell id '{id}' must be 1 to 64 letters, digits, hyphens and underscores, and no other cell's";
            }

            foreach (var flaw in FlawsOfCell(cell))
            {
                yield return $"cell '{id}': {flaw}";
            }
        }
    }

    private static IEnumerable<string> FlawsOfCell(JsonObject cell)
    {
        string[] keys = (string?)cell["cell_type"] switch
        {
            "code" => ["cell_type", "execution_count", "id", "metadata", "outputs", "source"],
            "markdown" => ["cell_type", "id", "metadata", "source"],
            _ => [],
        };
        if (!cell.Select(pair => pair.Key).Order(StringComparer.Ordinal).SequenceEqual(keys))
        {
            yield return $"its keys must be {string.Join(", ", keys)}";
            yield break;
        }

        if (cell["metadata"] is not JsonObject || !IsText(cell["source"]))
        {
            yield return "metadata must be an object and source a text or a list of lines";
        }

        foreach (var output in cell["outputs"]?.AsArray().Select(output => output!.AsObject()) ?? [])
        {
            var valid = (string?)output["output_type"] switch
            {
                "stream" => output.Count == 3 && (string?)output["name"] == "stdout" && IsText(output["text"]),
                "display_data" => output.Count == 3 && output["metadata"] is JsonObject && output["data"] is JsonObject { Count: > 0 } data && data.All(pair => IsText(pair.Value)),
                _ => false,
            };
            if (!valid)
            {
                yield return "an output must be a stream with name and text, or display_data with data and metadata";
            }
        }
    }

    private static bool IsText(JsonNode? node) => node switch
    {
        JsonValue value => value.TryGetValue<string>(out _),
        JsonArray lines => lines.All(line => line is JsonValue value && value.TryGetValue<string>(out _)),
        _ => false,
    };

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex Id();
}
