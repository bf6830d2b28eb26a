using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Tests.Commands;

/// <summary><c>--dates cycles</c>: from a column of dates to a model, the same as a pipeline's, and to scores.</summary>
public sealed class DatesTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(DataKind.DateTime, "yyyy-MM-dd HH:mm:ss")]
    [InlineData(DataKind.String, "MM/dd/yyyy hh:mm tt")]
    public void The_same_dates_train_the_same_model_byte_for_byte(DataKind kind, string form)
    {
        var name = kind.ToString();
        var data = folder.Write($"{name}.csv", Table(form, 400));
        var (code, _, said) = VaeProcess.Run("train", data, "--dates", "cycles", "--output", folder[$"{name}.onnx"], "--steps", "40");
        Assert.Equal(0, code);
        Assert.Contains("1 number columns, columns of dates when (hour, weekday, month).", said, StringComparison.Ordinal);
        Assert.Contains("Column 'when' becomes hour, weekday, month as cycles", said, StringComparison.Ordinal);

        var view = _context.Data.LoadFromTextFile(data, new TextLoader.Options
        {
            Separators = [','], HasHeader = true, Columns = [new("when", kind, 0), new("load", DataKind.Single, 1)],
        });
        using var transformer = _context.AnomalyDetection.Trainers.Vae(["when", "load"], new VaeTrainingOptions { Steps = 40, Seed = 1, Dates = VaeDateUse.Cycles }).Fit(view);
        transformer.Model.Save(folder[$"{name}-pipeline.onnx"]);

        Assert.Equal(File.ReadAllBytes(folder[$"{name}.onnx"]), File.ReadAllBytes(folder[$"{name}-pipeline.onnx"]));
        Assert.Matches(@"File\s+│ .*format 3", VaeProcess.Answer("inspect", folder[$"{name}.onnx"]));
        Assert.Matches(@"Columns\s+│ when \(hour, weekday, month\), load", VaeProcess.Answer("inspect", folder[$"{name}.onnx"]));

        VaeProcess.Answer("score", folder[$"{name}.onnx"], data, "--output", folder[$"{name}-scores.csv"]);
        var lines = File.ReadAllLines(folder[$"{name}-scores.csv"]).Select(line => line.Split(',')).ToArray();
        var score = Array.IndexOf(lines[0], "Score");
        Assert.Equal(lines[1..].Select(cells => float.Parse(cells[score], CultureInfo.InvariantCulture)), transformer.Transform(view).GetColumn<float>("Score"));
    }

    [Fact]
    public void Rows_without_a_date_and_with_none_are_told_apart_and_answers_are_in_words()
    {
        var data = folder.Write("train.csv", Table("yyyy-MM-dd HH:mm", 400));
        VaeProcess.Answer("train", data, "--dates", "cycles", "--output", folder["words.onnx"], "--steps", "200");
        var rows = folder.Write("rows.csv", "load,when\n20.5,2023-05-02 12:00\n20.5,NA\n20.5,soon\n20.5,2023-05-02 02:00\n");

        var scores = VaeProcess.Run("score", folder["words.onnx"], rows, "--explain", "1", "--max-bad", "0.5");
        var filled = VaeProcess.Run("reconstruct", folder["words.onnx"], rows, "--max-bad", "0.5").Output.Split('\n');
        var refused = VaeProcess.Run("generate", folder["words.onnx"]);

        Assert.Contains(
            "Line 4 of 'rows.csv' must have a date in column 'when'; got 'soon'.".Replace("rows.csv", rows, StringComparison.Ordinal), scores.Output, StringComparison.Ordinal);
        Assert.Matches("4,[0-9.]+,true,.*(when \"\"Tuesday, 02:00, May\"\"|load 20.5 )", scores.Output);
        Assert.Matches("^2,\"[A-Z][a-z]+, [0-9]{2}:[0-9]{2}, [A-Z][a-z]+\",[0-9.]+,Read", filled[2]);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("column 'when' became cycles, of which no date can be made.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Option --dates must be leave-out or cycles; got 'moon'.", VaeProcess.Run("train", data, "--dates", "moon").Error, StringComparison.Ordinal);
    }

    private static string Table(string form, int rows)
    {
        var random = new Random(1);
        return "when,load\n" + string.Concat(Enumerable.Range(0, rows).Select(row =>
        {
            var when = new DateTime(2023, 1, 1).AddHours(23 * row);
            return when.ToString(form, CultureInfo.InvariantCulture) + FormattableString.Invariant($",{(when.Hour is >= 7 and < 19 ? 20 : 0) + random.NextDouble():0.00}\n");
        }));
    }
}
