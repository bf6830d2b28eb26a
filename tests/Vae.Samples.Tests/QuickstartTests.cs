using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Vae.Samples.Tests;

public sealed partial class QuickstartTests
{
    [Fact]
    public void The_quickstart_trains_scores_explains_and_saves_in_any_folder()
    {
        var folder = Directory.CreateTempSubdirectory("vae-quickstart-");
        try
        {
            var output = Run(folder.FullName);
            Assert.Contains("threshold 2.00 promises a false-alarm rate of 1 %.", output, StringComparison.Ordinal);
            Assert.InRange(double.Parse(Auroc().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), 0.99, 1);
            Assert.Equal(5, Reason().Count(output));
            Assert.Equal(["model.decoder.onnx", "model.onnx", "model.zip"], folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Quickstart.dll")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    [GeneratedRegex(@"AUROC ([\d.]+)")]
    private static partial Regex Auroc();

    [GeneratedRegex(@"^Score [\d.]+, [A-Za-z ]+: [A-Z]\w+ -?[\d,.]+ \((expected -?[\d,.]+ to -?[\d,.]+|unusual beside the others)\): \d+ %", RegexOptions.Multiline)]
    private static partial Regex Reason();
}
