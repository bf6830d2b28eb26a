using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vae.Notebooks.Tests;

/// <summary>A notebook file: its cells, and its outputs as they stand in the file.</summary>
internal sealed class Notebook
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, IndentSize = 1, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly JsonObject _json;

    private Notebook(string path)
    {
        (FilePath, Name) = (path, Path.GetFileName(path));
        _json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Cells = [.. _json["cells"]!.AsArray().Select((cell, index) => new NotebookCell(this, index, cell!.AsObject()))];
    }

    public string FilePath { get; }

    public string Name { get; }

    public JsonObject Json => _json;

    public IReadOnlyList<NotebookCell> Cells { get; }

    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.IsCode);

    /// <summary>Names of the notebooks in the repository, without their folder and ending.</summary>
    public static IEnumerable<string> Names =>
        Directory.GetFiles(Repository.PathOf("notebooks"), "*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    public static Notebook Open(string name) => OpenFile(Repository.PathOf($"notebooks/{name}.ipynb"));

    public static Notebook OpenFile(string path) => new(path);

    public void Save() => File.WriteAllText(FilePath, _json.ToJsonString(Form).ReplaceLineEndings("\n") + "\n");
}
