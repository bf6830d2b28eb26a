using System.Globalization;
using Vae.MLNet;

namespace Vae.Cli.Tests.Commands;

/// <summary><c>vae score --fdr</c>: which rows of a batch to follow up.</summary>
[Collection(nameof(TrainedModel))]
public sealed class SelectionTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_column_says_what_the_library_selects_and_the_end_says_what_is_promised()
    {
        var (exitCode, output, error) = VaeProcess.Run("score", trained.Path, trained.Data, "--fdr", "0.2", "--keep", "kind");
        var lines = output.TrimEnd().Split('\n');
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        float[] pValues = [.. rows.Select(cells => float.Parse(cells[3], CultureInfo.InvariantCulture))];
        var expected = AnomalySelection.Select(pValues, 0.2, VaeModelFile.Inspect(trained.Path).CalibrationRows);

        Assert.Equal((0, "Row,Score,PredictedLabel,PValue,ReconstructionError,KlDivergence,Selected,Status,StatusReason,kind"), (exitCode, lines[0]));
        Assert.NotEmpty(expected.Rows);
        Assert.Equal(expected.Rows, rows.Index().Where(row => row.Item[6] == "true").Select(row => row.Index));
        Assert.Contains($"\nSelected {expected.Rows.Count} of 300, at p <= 0.", error, StringComparison.Ordinal);
        Assert.Contains(
            ": at most 20% of them are false discoveries on average over batches, if normal rows are like those of the training.", error, StringComparison.Ordinal);
        Assert.Contains($"Of 300 rows at least {expected.FewestSelectable} (", error, StringComparison.Ordinal);
        Assert.Equal(
            VaeProcess.Answer("score", trained.Path, trained.Data, "--keep", "kind").TrimEnd().Split('\n').Skip(1),
            rows.Select(cells => string.Join(',', cells.Where((_, place) => place != 6))));
    }

    [Fact]
    public void Normal_rows_alone_and_bad_rows_are_not_selected()
    {
        var data = _folder.Write("few.csv", "x,y,colour\n" + string.Concat(Enumerable.Repeat("1,3.1,red\n", 30)) + "1,three,red\n,,\n");
        var (exitCode, output, error) = VaeProcess.Run("score", trained.Path, data, "--fdr", "0.1");
        var lines = output.TrimEnd().Split('\n');

        Assert.Equal((0, 33), (exitCode, lines.Length));
        Assert.DoesNotContain(",true,Read", output, StringComparison.Ordinal);
        Assert.StartsWith("31,,,,,,,NoNumber,", lines[31], StringComparison.Ordinal);
        Assert.Contains(",false,NoValue,", lines[32], StringComparison.Ordinal);
        Assert.Contains("Selected none of 30: too few have p-values small enough for a share of 10% false discoveries.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_too_small_for_the_share_is_refused_before_anything_is_written()
    {
        Assert.StartsWith(
            "Share of false discoveries must be at least the smallest p-value, 1 / (",
            VaeProcess.Complaint("score", trained.Path, trained.Data, "--fdr", "0.001", "-o", _folder["s.csv"]), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder[""]));
        Assert.StartsWith(
            "Option --fdr must be a number between 0 and 1, such as 0.1; got '1'.",
            VaeProcess.Complaint("score", trained.Path, trained.Data, "--fdr", "1"), StringComparison.Ordinal);
    }
}
