using System.Runtime.InteropServices;

namespace Vae.Packages.Tests;

/// <summary>What a reader of the packages' pages does, step by step, with nothing but the SDK and the packages.</summary>
public sealed class ConsumerTests(Consumer consumer) : IClassFixture<Consumer>
{
    private static readonly PackagePage Page = PackagePage.Of("Vae.Training");

    [Fact]
    public void Errors_on_what_is_missing_come_before_training_and_their_lines_lead_to_a_program_that_runs()
    {
        consumer.NewProject("step", Page.Code);
        consumer.Dotnet("step", Page.Packages[0].Arguments).MustSucceed();
        foreach (var native in new[] { "libtorch-cpu-linux-x64", "Microsoft.ML.OnnxRuntime" })
        {
            var failed = consumer.Dotnet("step", "run");
            Assert.NotEqual(0, failed.ExitCode);
            var sentence = failed.Errors.Split('\n').First(line => line.StartsWith("Unhandled exception. ", StringComparison.Ordinal));
            Assert.StartsWith("Unhandled exception. System.InvalidOperationException: Native library '", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("Export", failed.Errors, StringComparison.Ordinal);

            var advice = PackagePage.LinesOf(sentence).First();
            Assert.Equal(Page.Packages.Single(package => package.Name == native), advice);
            consumer.Dotnet("step", advice.Arguments).MustSucceed();
        }

        AssertFlagsTheOddRow(consumer.Dotnet("step", "run").MustSucceed());
        Assert.True(File.Exists(consumer.PathOf("step/model.zip")));
        Assert.True(File.Exists(consumer.PathOf("step/model.onnx")));
    }

    [Fact]
    public void The_page_of_the_training_package_leads_to_programs_for_machines_without_dotnet()
    {
        consumer.NewProject("shipped", Page.Code);
        foreach (var package in Page.Packages)
        {
            consumer.Dotnet("shipped", package.Arguments).MustSucceed();
        }

        foreach (var (kind, options) in new[] { ("folder", (string[])[]), ("file", ["-p:PublishSingleFile=true"]) })
        {
            var published = consumer.Dotnet(
                "shipped", ["publish", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "-o", $"../{kind}", .. options]).MustSucceed();
            Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);
            consumer.WriteReadings($"{kind}/readings.csv");
            AssertFlagsTheOddRow(consumer.Run(consumer.PathOf($"{kind}/shipped"), kind).MustSucceed());
        }
    }

    [Fact]
    public void The_same_program_is_one_file_that_dotnet_runs()
    {
        var packages = Page.Packages.Select(package => $"#:package {package.Name}@{(package.Version.Length == 0 ? "*" : package.Version)}");
        Directory.CreateDirectory(consumer.PathOf("single"));
        File.WriteAllLines(consumer.PathOf("single/readings.cs"), [.. packages, "#:property PublishAot=false", Page.Code]);
        consumer.WriteReadings("single/readings.csv");
        AssertFlagsTheOddRow(consumer.Dotnet("single", "run", "readings.cs").MustSucceed());
    }

    [Fact]
    public void The_page_of_the_scoring_package_leads_to_a_program_without_torchsharp()
    {
        var page = PackagePage.Of("Vae.MLNet");
        consumer.NewProject("scoring", page.Code);
        foreach (var package in page.Packages)
        {
            consumer.Dotnet("scoring", package.Arguments).MustSucceed();
        }

        File.Copy(Directory.GetFiles(Repository.PathOf("tests/Vae.MLNet.Tests/Golden"), "*.onnx").Order(StringComparer.Ordinal).First(), consumer.PathOf("scoring/model.onnx"));
        Assert.Matches(@"\d+ training rows, threshold \d", consumer.Dotnet("scoring", "run").MustSucceed());
        Assert.Empty(Directory.GetFiles(consumer.PathOf("scoring/bin"), "*orch*", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_tool_is_installed_and_trains_and_scores()
    {
        consumer.Dotnet(".", "tool", "install", "Vae.Cli", "--tool-path", "tools").MustSucceed();
        var vae = consumer.PathOf("tools/vae");
        consumer.WriteReadings("new.csv");
        File.WriteAllLines(consumer.PathOf("normal.csv"), File.ReadLines(consumer.PathOf("new.csv")).SkipLast(1));
        consumer.Run(vae, ".", "train", "normal.csv", "--output", "model.onnx").MustSucceed();
        consumer.Run(vae, ".", "score", "model.onnx", "new.csv", "--output", "scores.csv").MustSucceed();
        Assert.Equal(302, File.ReadLines(consumer.PathOf("scores.csv")).Count());
        Assert.Contains(",true,", File.ReadLines(consumer.PathOf("scores.csv")).Last(), StringComparison.Ordinal);
    }

    private static void AssertFlagsTheOddRow(string output) => Assert.Matches(@"\d\.\d (Pressure|Temperature|Valve) ", output);
}
