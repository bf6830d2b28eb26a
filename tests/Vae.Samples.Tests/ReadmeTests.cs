using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Samples.Tests;

/// <summary>The README as it stands: its code is the code that runs here, its commands name projects that exist.</summary>
public sealed partial class ReadmeTests
{
    internal static readonly string Root = FindRoot();
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Theory]
    [InlineData("README.md", "ReadmeSample.cs")]
    [InlineData("docs/getting-started.md", "GettingStartedSample.cs")]
    [InlineData("docs/migration.md", "MigrationSample.cs")]
    [InlineData("docs/monitoring.md", "MonitoringSample.cs")]
    [InlineData("docs/pipelines.md", "PipelinesSample.cs")]
    [InlineData("docs/reasons.md", "ReasonsSample.cs")]
    [InlineData("docs/latent.md", "LatentSample.cs")]
    [InlineData("docs/images.md", "ImagesSample.cs")]
    [InlineData("docs/databases.md", "DatabasesSample.cs")]
    [InlineData("docs/security.md", "SecuritySample.cs")]
    public void The_code_is_the_code_that_is_compiled_here(string page, string sample)
    {
        var source = File.ReadAllText(Path.Combine(Root, "tests/Vae.Samples.Tests", sample));
        Assert.Equal(All(Region(), source), All(CSharp(), File.ReadAllText(Path.Combine(Root, page))));
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

            using var model = VaeModel.Load("model.onnx");
            var features = Features(model, scored);
            var context = new MLContext(seed: 1);
            float[] gaps = [.. features.Select((value, place) => place == 0 ? float.NaN : value)];
            var filled = ReasonsSample.Run(context, gaps);
            Assert.DoesNotContain(filled, float.IsNaN);
            Assert.Equal(features.Skip(1), filled.Skip(1));
            var vectors = context.Data.LoadFromEnumerable(
                features.Chunk(model.Info.FeatureCount).Select(row => new Vector { Features = row }), Vector.Schema(model.Info.FeatureCount));
            var (selection, watch) = MonitoringSample.Run(
                context, context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(vectors).Transform(vectors), model, features);
            Assert.Equal((199, 199L, false), (selection.JudgedRows, watch.State.Rows, watch.State.IsAlarmed));

            // A pipeline of the detector alone.
            context.Model.Save(context.Transforms.DetectAnomaliesWithVae("model.onnx").Fit(scored), scored.Schema, "model.zip");
            Assert.NotNull(SecuritySample.Run(context));
            var made = CheckLatent(LatentSample.Run(context, features), features, model.Info.FeatureCount);
            Assert.All(made.Chunk(model.Info.FeatureCount), row => Assert.InRange(row[1], 20, 21));

            // These write files of the same names.
            GettingStartedSample.Run();
            Assert.All(MigrationSample.Run(context, vectors), scored => Assert.Equal(199, scored.GetColumn<float>("Score").Count(float.IsFinite)));
            var machines = context.Data.LoadFromEnumerable(
                Enumerable.Range(0, 200).Select(i => new Machine { Load = random.NextSingle(), Kind = i % 3 == 0 ? "pump" : "valve" }).ToArray());
            var (machinesScored, score) = PipelinesSample.Run(machines, [0.5f, 1, 0]);
            Assert.Equal(200, machinesScored.GetColumn<float>("Score").Count(float.IsFinite));
            Assert.True(float.IsFinite(score) && File.Exists("stricter.zip") && File.Exists("chain.onnx"));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_code_of_the_latent_space_runs_for_images_too()
    {
        var (before, folder) = (Directory.GetCurrentDirectory(), Directory.CreateTempSubdirectory("vae-latent-"));
        try
        {
            Directory.SetCurrentDirectory(folder.FullName);
            var (context, set) = (new MLContext(seed: 1), VaeImageSet.Open(Path.Combine(Root, "data", "digits")));
            var shape = set.SuggestShape();
            float[] pixels = [.. set.Read(shape).SelectMany(image => image.Pixels)];
            VaeTraining.Train(new(pixels, shape), new() { Steps = 20, Members = 2 }).Save("model.onnx");
            var view = context.Data.LoadFromEnumerable(pixels.Chunk(shape.Length).Select(image => new Vector { Features = image }), Vector.Schema(shape.Length));
            context.Model.Save(context.Transforms.DetectAnomaliesWithVae("model.onnx").Fit(view), view.Schema, "model.zip");

            var made = CheckLatent(LatentSample.Run(context, [float.NaN, .. pixels.Skip(1)]), pixels, shape.Length);

            Assert.All(made, pixel => Assert.InRange(pixel, 0, 255));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes("made.png")[..4]);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_code_of_images_runs_on_a_folder_of_good_and_other_parts()
    {
        var (before, folder) = (Directory.GetCurrentDirectory(), Directory.CreateTempSubdirectory("vae-images-"));
        try
        {
            Directory.SetCurrentDirectory(folder.FullName);
            foreach (var (from, to) in new[] { ("one", "parts/good"), ("other", "parts/other") })
            {
                Directory.CreateDirectory(to);
                foreach (var image in Directory.GetFiles(Path.Combine(Root, "data/digits", from)))
                {
                    File.Copy(image, Path.Combine(to, Path.GetFileName(image)));
                }
            }

            var context = new MLContext(seed: 1);
            string[] files = [.. Directory.GetFiles("parts", "*.png", SearchOption.AllDirectories).Select(file => Path.GetRelativePath("parts", file))];
            Assert.All(ImagesSample.Run(context, files).GetColumn<float>("Score"), score => Assert.True(float.IsFinite(score)));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Commands_name_projects_that_exist()
    {
        var projects = Project().Matches(Readme).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.Single(Directory.GetFiles(Path.Combine(Root, project), "*.csproj")));
    }

    private static float[] CheckLatent(
        (float[] Expected, float[] Filled, float[] Walk, VaeGeneratedRows Made, IDataView More) found, float[] rows, int width)
    {
        Assert.Equal((rows.Length, rows.Length), (found.Expected.Length, found.Filled.Length));
        Assert.Equal(rows.Skip(1), found.Filled.Skip(1));
        Assert.DoesNotContain(found.Expected.Concat(found.Filled), float.IsNaN);
        Assert.Equal(10 * width, found.Walk.Length);
        Assert.NotEqual(found.Walk[..width], found.Walk[^width..]);
        Assert.Equal((64, 64 * width), (found.Made.Rows, found.Made.Features.Length));
        Assert.Equal(200, found.More.GetColumn<float[]>("Features").Count());
        return found.Made.Features;
    }

    /// <summary>The rows of the README as the model's features [rows, features].</summary>
    private static float[] Features(VaeModel model, IDataView rows)
    {
        var encoder = new VaeFeatureEncoder(model.Info.Columns);
        var (pressures, temperatures, valves) = (
            rows.GetColumn<float>("Pressure").ToArray(), rows.GetColumn<float>("Temperature").ToArray(), rows.GetColumn<string>("Valve").ToArray());
        var features = new float[pressures.Length * encoder.FeatureCount];
        for (var row = 0; row < pressures.Length; row++)
        {
            var cells = features.AsSpan(row * encoder.FeatureCount, encoder.FeatureCount);
            encoder.EncodeNumber(0, pressures[row], cells);
            encoder.EncodeNumber(1, temperatures[row], cells);
            encoder.EncodeText(2, valves[row], cells);
        }

        return features;
    }

    /// <summary>The lines of all blocks of a page, or all regions of a sample, one after the other.</summary>
    private static string[] All(Regex blocks, string text) => WithoutIndent(string.Concat(blocks.Matches(text).Select(block => block.Groups[1].Value)));

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

    [GeneratedRegex(@"--project (\S+)")]
    private static partial Regex Project();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    private sealed class Machine
    {
        public float Load { get; set; }

        public string Kind { get; set; } = "";
    }

    private sealed class Vector
    {
        public float[] Features { get; set; } = [];

        public static SchemaDefinition Schema(int width)
        {
            var schema = SchemaDefinition.Create(typeof(Vector));
            schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
            return schema;
        }
    }
}
