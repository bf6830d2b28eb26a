using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Training;

namespace Vae.Cli.Tests.Commands;

/// <summary>A table is the same to the tool and to a pipeline.</summary>
public sealed class PipelineTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private const int Steps = 40;

    private static readonly string[] Columns = ["Pressure", "Kind", "Valve", "Constant", "Flow", "Place"];

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void The_same_table_trains_the_same_model_byte_for_byte()
    {
        var data = folder.Write("same.csv", Table(240));
        VaeProcess.Answer("train", data, "--output", folder["tool.onnx"], "--steps", $"{Steps}", "--seed", "7");

        using var transformer = _context.AnomalyDetection.Trainers.Vae(columnNames: Columns, new() { Steps = Steps, Seed = 7 }).Fit(Load(data));
        transformer.Model.Save(folder["pipeline.onnx"]);

        Assert.Equal(["a", "b c", "É"], transformer.Model.Info.Columns[1].Categories);
        Assert.Equal(File.ReadAllBytes(folder["tool.onnx"]), File.ReadAllBytes(folder["pipeline.onnx"]));
        Assert.Equal(File.ReadAllBytes(folder["tool.decoder.onnx"]), File.ReadAllBytes(folder["pipeline.decoder.onnx"]));
    }

    [Fact]
    public void Groups_of_the_tool_and_of_a_pipeline_give_the_same_model_byte_for_byte()
    {
        var random = new Random(3);
        string[] numbers = ["Load", "Heat", "Flow", "Tilt", "Hum"];
        var data = folder.Write("machines.csv", "Machine,Load,Heat,Flow,Tilt,Hum\n" + string.Concat(Enumerable.Range(0, 40).SelectMany(machine =>
        {
            double[] means = [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())];
            return Enumerable.Range(0, 6).Select(_ => $"m{machine},"
                + string.Join(',', means.Select(mean => FormattableString.Invariant($"{mean + (0.02 * random.NextDouble()):0.0000}"))) + "\n");
        })));
        var view = _context.Data.LoadFromTextFile(data, new TextLoader.Options
        {
            Separators = [','], HasHeader = true,
            Columns = [new("Machine", DataKind.String, 0), .. numbers.Select((name, place) => new TextLoader.Column(name, DataKind.Single, place + 1))],
        });

        var (code, output, error) = VaeProcess.Run("train", data, "--group", "Machine", "--output", folder["grouped.onnx"], "--steps", $"{Steps}");
        using var transformer = _context.AnomalyDetection.Trainers.Vae(numbers, new() { Steps = Steps, GroupColumn = "Machine" }).Fit(view);
        transformer.Model.Save(folder["grouped-pipeline.onnx"]);
        var (_, _, warning) = VaeProcess.Run("train", data, "--ignore", "Machine", "--output", folder["alone.onnx"], "--steps", $"{Steps}");

        Assert.Equal(File.ReadAllBytes(folder["grouped.onnx"]), File.ReadAllBytes(folder["grouped-pipeline.onnx"]));
        Assert.Equal((0, false), (code, error.Contains("near-copies", StringComparison.Ordinal)));
        Assert.Contains(
            "240 rows belong to 40 groups: no group is on both sides of a fold, and the promise is for new groups, on the evidence of 40.",
            output, StringComparison.Ordinal);
        Assert.Matches(@"Calibration\s+│ 40 held-out groups", VaeProcess.Answer("inspect", folder["grouped.onnx"]));
        Assert.Contains("Warning: Training rows seem to come in near-copies", warning, StringComparison.Ordinal);
        Assert.Matches(@"Remark\s+│ Training rows seem to come in near-copies", VaeProcess.Answer("inspect", folder["alone.onnx"]));
    }

    [Fact]
    public void A_model_of_the_tool_scores_a_pipelines_own_columns_as_the_tool_does()
    {
        var data = folder.Write("train.csv", Table(240));
        var rows = folder.Write("score.csv", Table(120, seed: 2, odd: true));
        VaeProcess.Answer("train", data, "--output", folder["scored.onnx"], "--steps", $"{Steps}");
        VaeProcess.Answer("score", folder["scored.onnx"], rows, "--output", folder["scores.csv"]);
        var lines = File.ReadAllLines(folder["scores.csv"]).Select(line => line.Split(',')).ToArray();
        var score = Array.IndexOf(lines[0], "Score");

        using var transformer = _context.Transforms.DetectAnomaliesWithVae(folder["scored.onnx"]).Fit(Load(rows));

        Assert.Null(transformer.InputColumnName);
        Assert.Equal(lines[1..].Select(cells => float.Parse(cells[score], CultureInfo.InvariantCulture)), transformer.Transform(Load(rows)).GetColumn<float>("Score"));
    }

    [Theory]
    [InlineData("Id", "all different, like an identifier")]
    [InlineData("Day", "dates or times (to learn hour, weekday and month from them")]
    [InlineData("Price", "numbers with a decimal comma (declare the number format, or write a decimal point)")]
    public void What_is_no_category_is_told_in_the_tools_words(string column, string words)
    {
        var data = folder.Write("flaws.csv", "Id\tDay\tPrice\tx\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"r{i}\t2024-01-{i % 9 + 1:00}\t{i % 7},5\t{i % 5}\n")));
        var options = new TextLoader.Options
        {
            Separators = ['\t'], HasHeader = true, Columns = [new("Id", DataKind.String, 0), new("Day", DataKind.String, 1), new("Price", DataKind.String, 2), new("x", DataKind.Single, 3)],
        };

        var error = Assert.Throws<ArgumentException>(() => VaeTrainingData.FromDataView(_context.Data.LoadFromTextFile(data, options), [column, "x"])).Message;

        Assert.Contains($"Input column '{column}' must hold numbers or categories; got ", error, StringComparison.Ordinal);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.DoesNotContain("--ignore", error, StringComparison.Ordinal);

        string[] flawed = ["Id", "Day", "Price"];
        var others = string.Join(',', flawed.Except([column]));
        var tool = VaeProcess.Run("train", data, "--ignore", others, "--steps", "20", "--output", folder[$"{column}.onnx"]);
        Assert.Contains($"'{column}'", tool.Error, StringComparison.Ordinal);
        Assert.Contains(words, tool.Error, StringComparison.Ordinal);
    }

    /// <summary>Numbers with gaps, texts with gaps and spaces, a constant; odd rows also have unseen texts and another constant.</summary>
    private static string Table(int rows, int seed = 1, bool odd = false)
    {
        var random = new Random(seed);
        string[] kinds = ["a", "b c", " É ", "", odd ? "unseen" : "a"];
        return string.Join(',', Columns) + "\n" + string.Concat(Enumerable.Range(0, rows).Select(row => string.Create(CultureInfo.InvariantCulture,
            $"{1000 + random.Next(1000) / 8.0},{kinds[random.Next(kinds.Length)]},{random.Next(2)},{(odd && row % 20 == 3 ? 8 : 7.5)},{(row % 11 == 5 ? "" : $"{random.Next(100) / 4.0}")},{(random.Next(3) > 0 ? "hall" : "yard")}\n")));
    }

    private IDataView Load(string path) => _context.Data.LoadFromTextFile(path, new TextLoader.Options
    {
        Separators = [','], HasHeader = true, MissingRealsAsNaNs = true,
        Columns =
        [
            new("Place", DataKind.String, 5), new("Pressure", DataKind.Single, 0), new("Kind", DataKind.String, 1), new("Valve", DataKind.Single, 2), new("Constant", DataKind.Single, 3),
            new("Flow", DataKind.Single, 4),
        ],
    });
}
