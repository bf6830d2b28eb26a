using System.Globalization;

namespace Vae.Cli.Tests.Commands;

[Collection(nameof(TrainedModel))]
public sealed class GenerateTests(TrainedModel model) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Made_up_rows_are_a_table_with_the_models_columns()
    {
        var told = Told("generate", model.Path, "--count", "200", "--seed", "3", "--output", _folder["rows.csv"]);

        var lines = File.ReadAllLines(_folder["rows.csv"]);
        Assert.Equal(("x,y,colour", 201), (lines[0], lines.Length));
        Assert.All(lines.Skip(1), line => Assert.True(line.Split(',')[2] is "red" or "blue" or ""));
        Assert.StartsWith("Made up 200 rows in ", told, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_folder["rows.csv"]), VaeProcess.Answer("generate", model.Path, "--count", "200", "--seed", "3").ReplaceLineEndings("\n"));
        Assert.StartsWith("Scored 200 rows", Told("score", model.Path, _folder["rows.csv"], "--output", _folder["scores.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_hold_and_impossible_ones_are_refused_by_name()
    {
        var lines = VaeProcess.Answer("generate", model.Path, "--count", "20", "--where", "colour=red", "--where", "x=0..1").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines.Skip(1), line => Assert.Equal("red", line.Split(',')[2].Trim()));
        Assert.All(lines.Skip(1), line => Assert.InRange(float.Parse(line.Split(',')[0], CultureInfo.InvariantCulture), 0, 1));
        Assert.Contains(
            "Condition 'colour=pink' must name a known category; got categories 'blue', 'red'.",
            VaeProcess.Complaint("generate", model.Path, "--where", "colour=pink"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_to_resemble_stand_in_the_data()
    {
        Assert.Contains("Made up 5 rows", Told("generate", model.Path, model.Data, "--like", "1,3", "--count", "5", "--output", _folder["alike.csv"]), StringComparison.Ordinal);
        Assert.Contains("Row 999 of --like must be one of", VaeProcess.Complaint("generate", model.Path, model.Data, "--like", "999"), StringComparison.Ordinal);
        Assert.Contains("Options --like and --report must come with the data", VaeProcess.Complaint("generate", model.Path, "--like", "1"), StringComparison.Ordinal);
        Assert.Contains("Option --like must name rows by whole numbers from 1", VaeProcess.Complaint("generate", model.Path, model.Data, "--like", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_cannot_be_read_matters_only_where_it_is_asked_for()
    {
        File.WriteAllText(_folder["torn.csv"], "x,y,colour\n0.1,0.2,red\noops,0.2,red\nnothing,0.1,blue\n");

        Assert.Contains(
            "Made up 4 rows",
            Told("generate", model.Path, _folder["torn.csv"], "--like", "1,3", "--missing", "nothing", "--count", "4", "--output", _folder["alike.csv"]),
            StringComparison.Ordinal);
        Assert.Contains("'oops'", VaeProcess.Complaint("generate", model.Path, _folder["torn.csv"], "--like", "2"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_says_how_good_the_rows_are_and_that_it_proves_no_privacy()
    {
        var told = Told("generate", model.Path, model.Data, "--count", "200", "--report", "--output", _folder["rows.csv"]);

        Assert.Contains("Made up 200 rows", told, StringComparison.Ordinal);
        foreach (var part in (string[])["column shapes", "pair trends", "valid rows", "two-sample AUROC", "copies", "nearest row", "no proof of privacy"])
        {
            Assert.Contains(part, told, StringComparison.Ordinal);
        }

        Assert.Matches("column shapes +0[.]9", told);
        Assert.Matches("copies of rare rows +0 ", told);
        Assert.Contains("Options --like and --report must come with the data", VaeProcess.Complaint("generate", model.Path, "--report"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_walk_has_as_many_rows_as_steps()
    {
        var lines = VaeProcess.Answer("interpolate", model.Path, model.Data, "--from", "1", "--to", "3", "--steps", "7").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(8, lines.Length);
        Assert.Contains("Row 301 of --from and --to must be one of", VaeProcess.Complaint("interpolate", model.Path, model.Data, "--from", "1", "--to", "301"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_no_picture() => Assert.Contains(
        "Option --output must name a CSV or TSV file", VaeProcess.Complaint("generate", model.Path, "--output", _folder["rows.png"]), StringComparison.Ordinal);

    [Fact]
    public void Without_its_decoder_a_model_makes_nothing_up()
    {
        File.Copy(model.Path, _folder["alone.onnx"]);

        var (exitCode, _, error) = VaeProcess.Run("generate", _folder["alone.onnx"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("must have its decoder to generate rows", error, StringComparison.Ordinal);
    }

    /// <summary>What the tool says beside its answer.</summary>
    private static string Told(params string[] arguments)
    {
        var (exitCode, _, error) = VaeProcess.Run(arguments);
        Assert.True(exitCode == 0, error);
        return error;
    }
}
