using System.Text.Json.Nodes;

namespace Vae.Notebooks.Tests;

/// <summary>Notebooks in the kernel they are written for, on the packages that people get: native libraries lie where packages lie, assemblies come from there.</summary>
public sealed class KernelTests
{
    private static readonly string Version = typeof(Vae.MLNet.VaeModel).Assembly.GetName().Version!.ToString(3);

    public static TheoryData<string> Notebooks => [.. Notebook.Names];

    [NeedsKernelTheory]
    [MemberData(nameof(Notebooks))]
    public void Every_cell_runs_in_the_kernel_and_shows_the_pictures_and_tables_that_are_committed(string name)
    {
        var cells = Notebook.Open(name).CodeCells.ToArray();
        var shown = Kernel.Run(name, cells.Select(cell => cell.Source));
        Assert.All(cells.Zip(shown), pair => Assert.All([CellOutput.Png, CellOutput.Html], type => Assert.True(
            pair.First.Outputs.Count(output => output.MimeType == type) <= pair.Second.Count(output => output["data"]?[type] is not null),
            $"{pair.First.Place} must show as much {type} as is committed.")));

        // What the compiler or the kernel grumble stands in red among the outputs.
        Assert.DoesNotContain(shown.SelectMany(outputs => outputs), output => (string?)output["name"] == "stderr");

        // Columns, not one text per row.
        Assert.All(cells.Zip(shown), pair => Assert.All(pair.First.Outputs.Where(output => output.MimeType == CellOutput.Html), table => Assert.Contains(
            pair.Second, output => output["data"]?[CellOutput.Html] is { } html && NotebookCell.Text(html).Contains($">{HeadOf(table)}<", StringComparison.Ordinal))));
    }

    private static string HeadOf(CellOutput table) => table.Content.Split("<th>")[1].Split("</th>")[0];

    [NeedsKernelTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_saved_pipeline_loads_with_stock_mlnet_whether_our_assembly_is_a_package_or_a_file(bool isFile)
    {
        var folder = Directory.CreateTempSubdirectory("vae-assembly-");
        try
        {
            // Alone: beside ML.NET's own assemblies it would be loaded together with them.
            var file = Path.Combine(folder.FullName, "Vae.MLNet.dll");
            File.Copy(typeof(Vae.MLNet.VaeModel).Assembly.Location, file);
            var reference = isFile
                ? $"#r \"nuget: Microsoft.ML.ImageAnalytics, 5.0.1\"\n#r \"nuget: Google.Protobuf, 3.36.2\"\n#r \"{file}\"\nConsole.WriteLine(new Vae.MLNet.VaeModelOptions());"
                : $"#r \"nuget: Vae.MLNet, {Version}\"";
            var shown = Kernel.Run("load", [
                $"#r \"nuget: Microsoft.ML.OnnxRuntime, 1.31.1\"\n{reference}",
                $"Console.WriteLine(new Microsoft.ML.MLContext().Model.Load(\"{Repository.PathOf("tests/Vae.MLNet.Tests/Golden/pipeline.zip")}\", out _));",
            ]);
            Assert.Contains("TransformerChain", Printed(shown[1]), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Printed(IEnumerable<JsonObject> outputs) => string.Concat(
        outputs.Where(output => (string)output["output_type"]! == "stream").Select(output => NotebookCell.Text(output["text"]!)));
}
