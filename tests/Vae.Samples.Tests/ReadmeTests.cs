using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.Samples.Tests;

/// <summary>The README as it stands: its code is the code that runs here, its links lead somewhere, its commands name projects that exist.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Theory]
    [InlineData("README.md", "ReadmeSample.cs")]
    [InlineData("docs/monitoring.md", "MonitoringSample.cs")]
    public void The_code_is_the_code_that_is_compiled_here(string page, string sample)
    {
        var source = File.ReadAllText(Path.Combine(Root, "tests/Vae.Samples.Tests", sample));
        var code = CSharp().Match(File.ReadAllText(Path.Combine(Root, page)));
        Assert.Equal(WithoutIndent(Region().Match(source).Groups[1].Value), WithoutIndent(code.Groups[1].Value));
    }

    [Fact]
    public void The_code_runs()
    {
        var (before, folder) = (Directory.GetCurrentDirectory(), Directory.CreateTempSubdirectory("vae-readme-"));
        try
        {
            Directory.SetCurrentDirectory(folder.FullName);
            var random = new Random(1);
            File.WriteAllLines("readings.csv", Enumerable.Range(0, 200).Select(i =>
                i == 0 ? "Pressure,Temperature,Valve" : string.Create(CultureInfo.InvariantCulture, $"{random.NextSingle()},{20 + random.NextSingle()},{(i % 7 < 3 ? "open" : "shut")}")));
            var scored = ReadmeSample.Run();
            var scores = scored.GetColumn<float>("Score").ToArray();
            Assert.Equal(199, scores.Length);
            Assert.All(scores, score => Assert.True(float.IsFinite(score)));
            Assert.True(File.Exists("model.zip"));

            using var model = Vae.MLNet.VaeModel.Load("model.onnx");
            var (selection, watch) = MonitoringSample.Run(new MLContext(seed: 1), scored, model, [.. scored.GetColumn<float[]>("Features").SelectMany(row => row)]);
            Assert.Equal((199, 199L, false), (selection.JudgedRows, watch.State.Rows, watch.State.IsAlarmed));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Links_lead_to_files_of_the_repository()
    {
        var targets = Link().Matches(Readme).Select(match => match.Groups[1].Value).Where(target => !target.StartsWith("https:", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(File.Exists(Path.Combine(Root, target)), target));
    }

    [Fact]
    public void Commands_name_projects_that_exist()
    {
        var projects = Project().Matches(Readme).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.Single(Directory.GetFiles(Path.Combine(Root, project), "*.csproj")));
    }

    private static string[] WithoutIndent(string code) => [.. code.Split('\n').Select(line => Spaces().Replace(line.Trim(), " ")).Where(line => line.Length > 0)];

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Vae.MLNet.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Vae.MLNet.sln must stand above the tests; it was not found.");
        }

        return folder;
    }

    [GeneratedRegex(@"#region \w+\n(.*?)#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"--project (\S+)")]
    private static partial Regex Project();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
