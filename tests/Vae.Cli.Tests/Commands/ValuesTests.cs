using System.Globalization;

namespace Vae.Cli.Tests.Commands;

/// <summary>Values as they are meant: what training was told of them, scoring knows.</summary>
public sealed class ValuesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_column_far_from_zero_scores_as_one_at_zero()
    {
        var (_, near) = Scores("near", 0);
        var (notes, far) = Scores("far", 1_700_000_000_000);

        Assert.Contains("Column 'x' lies far from zero for its spread: 1,700,000,000,000 is taken off first, here and when rows are scored.", notes, StringComparison.Ordinal);
        Assert.All(far.Zip(near), pair => Assert.InRange(pair.First, (0.95f * pair.Second) - 0.01f, (1.05f * pair.Second) + 0.01f));
        Assert.Contains(
            "x 1,700,000,000,020 (expected 1,",
            VaeProcess.Answer("score", _folder["far.onnx"], Probes("far", 1_700_000_000_000), "--explain", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_for_missing_values_in_training_does_so_in_scoring()
    {
        var random = new Random(1);
        string Row(string x, string colour) => string.Create(CultureInfo.InvariantCulture, $"{x},{random.NextDouble():F3},{colour}");
        var rows = Enumerable.Range(0, 200).Select(i => Row(
            i % 20 == 3 ? "bad" : i % 20 == 7 ? "-7" : random.NextDouble().ToString("F3", CultureInfo.InvariantCulture), i % 20 == 11 ? "unknown" : i % 2 == 0 ? "red" : "blue"));
        var data = _folder.Write("train.csv", "x,y,colour\n" + string.Join('\n', rows) + "\n");
        VaeProcess.Answer("train", data, "-o", _folder["m.onnx"], "--steps", "30", "--missing", "bad,-7,unknown");
        var marked = _folder.Write("marked.csv", "x,y,colour\nbad,0.5,red\n-7,0.5,red\n0.5,0.5,unknown\n");
        var blank = _folder.Write("blank.csv", "x,y,colour\n,0.5,red\n,0.5,red\n0.5,0.5,\n");

        Assert.Equal(VaeProcess.Answer("score", _folder["m.onnx"], blank), VaeProcess.Answer("score", _folder["m.onnx"], marked));
        var (exitCode, _, error) = VaeProcess.Run("score", _folder["m.onnx"], marked, "--missing", "other", "--bad-rows", "fail");
        Assert.Equal(2, exitCode);
        Assert.Contains("got 'bad'", error, StringComparison.Ordinal);
    }

    /// <summary>The same table with points and with commas, groups and units: the same model, the same scores, and a plain number is a fault there.</summary>
    [Fact]
    public void Numbers_written_as_the_example_shows_are_the_numbers_that_they_are()
    {
        var random = new Random(1);
        (int Cents, int Share)[] rows = [.. Enumerable.Range(0, 200).Select(_ => (random.Next(100_000, 400_000), random.Next(100)))];
        var plain = _folder.Write("plain.csv", "price;share\n" + string.Concat(rows.Select(row => FormattableString.Invariant($"{row.Cents / 100.0:0.00};{row.Share}\n"))));
        var german = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
        var written = _folder.Write("written.csv", "price;share\n" + string.Concat(rows.Select(row => string.Create(german, $"{row.Cents / 100.0:#,0.00} €;{row.Share} %\n"))));

        Assert.Contains("show how the file writes 1234.5: --number-format \"1.234,5\".", VaeProcess.Complaint("train", written, "-o", _folder["w.onnx"]), StringComparison.Ordinal);
        VaeProcess.Answer("train", plain, "-o", _folder["p.onnx"], "--steps", "30");
        VaeProcess.Answer("train", written, "-o", _folder["w.onnx"], "--steps", "30", "--number-format", "1.234,5 €", "--number-format", "1.234,5 %");

        Assert.Equal(VaeProcess.Answer("score", _folder["p.onnx"], plain), VaeProcess.Answer("score", _folder["w.onnx"], written));
        var (exitCode, _, error) = VaeProcess.Run("score", _folder["w.onnx"], plain, "--bad-rows", "fail");
        Assert.Equal(2, exitCode);
        Assert.Contains("must have a finite number, written like 1.234,5€, in column 'price'; got '", error, StringComparison.Ordinal);
    }

    private (string Notes, float[] Scores) Scores(string name, double offset)
    {
        var random = new Random(1);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var rows = Enumerable.Range(0, 1_000).Select(_ => string.Create(CultureInfo.InvariantCulture, $"{offset + Math.Round(Normal(), 3)},{Normal():F4},{Normal():F4}"));
        var data = _folder.Write($"{name}.csv", "x,y,z\n" + string.Join('\n', rows) + "\n");
        var (exitCode, _, notes) = VaeProcess.Run("train", data, "-o", _folder[$"{name}.onnx"], "--steps", "60");
        Assert.True(exitCode == 0, notes);
        var lines = VaeProcess.Answer("score", _folder[$"{name}.onnx"], Probes(name, offset)).TrimEnd().Split('\n');
        return (notes, [.. lines.Skip(1).Select(line => float.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))]);
    }

    private string Probes(string name, double offset) => _folder.Write(
        $"{name}.probes.csv", "x,y,z\n" + string.Concat(((int[])[0, 3, 6, 9, 20, 100]).Select(distance => FormattableString.Invariant($"{offset + distance},0.1,-0.2\n"))));
}
