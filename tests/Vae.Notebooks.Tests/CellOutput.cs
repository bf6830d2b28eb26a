using System.Text.Json.Nodes;

namespace Vae.Notebooks.Tests;

/// <summary>One output of a cell: what it printed, or something it showed.</summary>
/// <param name="MimeType">What it is; null for printed text.</param>
/// <param name="Content">The text, the HTML, or the picture in base 64.</param>
internal sealed record CellOutput(string? MimeType, string Content)
{
    public const string Png = "image/png";
    public const string Html = "text/html";
    public const string Plain = "text/plain";

    /// <summary>A word for the kind of output; two runs of a cell must show the same kinds in the same order.</summary>
    public string Kind => MimeType ?? "stdout";

    public static CellOutput Of(JsonObject json)
    {
        if ((string)json["output_type"]! == "stream")
        {
            return new(null, NotebookCell.Text(json["text"]!));
        }

        var (type, content) = json["data"]!.AsObject().First();
        return new(type, NotebookCell.Text(content!));
    }

    public JsonObject ToJson() => MimeType is null
        ? new() { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = NotebookCell.Lines(Content) }
        : new()
        {
            ["data"] = new JsonObject { [MimeType] = MimeType == Png ? Content : NotebookCell.Lines(Content) },
            ["metadata"] = new JsonObject(),
            ["output_type"] = "display_data",
        };
}
