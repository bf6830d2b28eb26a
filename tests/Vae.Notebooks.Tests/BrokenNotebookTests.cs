using System.Text.Json.Nodes;

namespace Vae.Notebooks.Tests;

/// <summary>What a notebook that rots looks like: the message leads to the line.</summary>
public sealed class BrokenNotebookTests
{
    [Theory]
    [InlineData("int a = 1;\nint b = 2;\nthrow new InvalidTimeZoneException(\"late\");", "line 3: InvalidTimeZoneException: late")]
    [InlineData("int a = 1;\nint b = a +;", "line 2: Invalid expression term ';'")]
    [InlineData("void Fail() =>\n    throw new InvalidTimeZoneException(\"late\");\n\nFail();", "line 2: InvalidTimeZoneException: late")]
    [InlineData("#r \"nuget: Nobody.Has.This, 1.0\"", "Package 'Nobody.Has.This' must be one that Vae.Notebooks.Tests is built with")]
    [InlineData("#r \"nuget: ScottPlot, 4.0\"", "Package 'ScottPlot' must have version")]
    [InlineData("using ScottPlot;", "line 1: The type or namespace name 'ScottPlot' could not be found")]
    public async Task A_cell_that_fails_is_named_with_its_notebook_and_line(string code, string reason)
    {
        var exception = await Assert.ThrowsAsync<NotebookException>(() => RunAsync("using System;\ndisplay(1);", code));
        Assert.StartsWith("broken.ipynb, cell 2 (cell-2)", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Printed_text_tables_pictures_and_last_values_are_captured_in_order_and_state_goes_from_cell_to_cell()
    {
        var outputs = await RunAsync("using System;\nusing System.Linq;\nvar x = 41;", "Console.WriteLine(x);\ndisplay(new[] { new { A = \"<b>\" } });\n\"iVBO\".DisplayAs(\"image/png\");\nx + 1");
        Assert.Equal([new(null, "41\n"), new("text/html", "<table>\n<thead><tr><th>A</th></tr></thead>\n<tbody>\n<tr><td>&lt;b&gt;</td></tr>\n</tbody>\n</table>"), new("image/png", "iVBO"), new("text/plain", "42")], outputs);
    }

    [Theory]
    [InlineData("id", "a cell", "must be 1 to 64 letters")]
    [InlineData("id", "cell-2", "no other cell's")]
    [InlineData("cell_type", "raw", "its keys must be")]
    [InlineData("source", null, "source a text or a list of lines")]
    public void A_file_that_breaks_the_notebook_format_has_flaws(string key, string? value, string flaw)
    {
        var json = Json("1", "2");
        json["cells"]![0]![key] = value;
        Assert.Contains(NotebookFormat.FlawsOf(json), found => found.Contains(flaw, StringComparison.Ordinal));
    }

    [Fact]
    public void A_twin_has_usings_first_types_last_and_displays_last_values()
    {
        var twin = WithFile(["#r \"nuget: ScottPlot, 5.1.59\"\nusing B;", "using A;\n// A class.\nclass C { }\n\nvar x = 1; // one\nx"], Twin.Of);
        Assert.Contains("using A;\nusing B;\n\nvar x = 1; // one\ndisplay(x);\n\n// A class.\nclass C { }\n\n", twin, StringComparison.Ordinal);
        Assert.DoesNotContain("#r", twin, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<CellOutput>> RunAsync(params string[] cells) => (await WithFile(cells, NotebookRunner.RunAsync))[^1].Outputs;

    private static T WithFile<T>(string[] cells, Func<Notebook, T> use)
    {
        var folder = Directory.CreateTempSubdirectory("vae-notebook-");
        try
        {
            var path = Path.Combine(folder.FullName, "broken.ipynb");
            File.WriteAllText(path, Json(cells).ToJsonString());
            return use(Notebook.OpenFile(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonObject Json(params string[] cells) => new()
    {
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["display_name"] = ".NET (C#)" } },
        ["cells"] = new JsonArray([.. cells.Select((code, i) => new JsonObject
        {
            ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"cell-{i + 1}", ["metadata"] = new JsonObject(), ["outputs"] = new JsonArray(), ["source"] = code,
        })]),
    };
}
