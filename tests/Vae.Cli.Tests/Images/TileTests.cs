using System.Globalization;
using Vae.MLNet;
using Vae.MLNet.Images;

namespace Vae.Cli.Tests.Images;

/// <summary>The tool on photographs in tiles: digits of 28 x 28 pixels in four tiles of 20 x 20.</summary>
public sealed class TileTests : IDisposable
{
    private static readonly string Digits = Path.Combine(Repository.Root, "data", "digits");

    private static readonly string Ones = Path.Combine(Digits, "one");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_photograph_has_one_line_one_picture_and_boxes_in_its_own_pixels_as_the_library_says()
    {
        var model = Trained(out var told);
        Assert.Contains("as 1 x 28 x 28 pixels (grey), in 2 x 2 tiles of 20 x 20.", told, StringComparison.Ordinal);
        Assert.Matches(@"Images\s+│ 28 x 28 pixels, grey, in 2 x 2 tiles of 20 x 20, input \[1, 20, 20\]", VaeProcess.Answer("inspect", model));
        Assert.Contains("\"tops\": [\n      0,\n      8\n    ]", VaeProcess.Answer("inspect", model, "--json").ReplaceLineEndings("\n"), StringComparison.Ordinal);

        VaeProcess.Answer("score", model, Digits, "-o", _folder["s.csv"], "--heatmaps", _folder["h"]);

        using var loaded = VaeModel.Load(model, new() { Device = VaeDevice.Cpu });
        var set = VaeImageSet.Open(Digits);
        var expected = set.Read(loaded.Info.ImageShape!).Select(image => loaded.Score(image.Pixels).Score[0]).ToArray();
        var lines = File.ReadAllLines(_folder["s.csv"]).Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.Equal(expected, lines.Select(line => float.Parse(line[2], CultureInfo.InvariantCulture)));
        Assert.Equal(72, lines.Length);
        Assert.Contains(lines, line => line[3] == "true");
        Assert.Equal(
            lines.Count(line => line[3] == "true"), Directory.EnumerateFiles(_folder["h"], "*.png", SearchOption.AllDirectories).Count() - 1);
        Assert.All(
            File.ReadAllLines(Path.Combine(_folder["h"], "regions.csv")).Skip(1).Select(line => line.Split(',')),
            box => Assert.InRange(int.Parse(box[1], CultureInfo.InvariantCulture) + int.Parse(box[3], CultureInfo.InvariantCulture), 1, 28));
    }

    [Fact]
    public void The_other_commands_work_on_photographs_or_say_why_they_do_not()
    {
        var model = Trained(out _);

        Assert.Contains("AUROC", VaeProcess.Answer("evaluate", model, Digits, "--normal", "one"), StringComparison.Ordinal);
        Assert.Contains("times normal variation", VaeProcess.Answer("explain", model, Digits, "--flagged"), StringComparison.Ordinal);
        VaeProcess.Answer("report", model, Digits, "--normal", "one", "-o", _folder["report.html"]);
        Assert.Contains("in 2 x 2 tiles of 20 x 20", File.ReadAllText(_folder["report.html"]), StringComparison.Ordinal);
        VaeProcess.Answer("reconstruct", model, Ones, "-o", _folder["r"]);
        Assert.Equal(60, Directory.GetFiles(_folder["r"], "*.png").Length);
        VaeProcess.Answer("threshold", model, "--calibrate", Ones, "--false-alarm-rate", "0.1", "-o", _folder["moved.onnx"]);
        Assert.Contains("in 2 x 2 tiles", VaeProcess.Answer("inspect", _folder["moved.onnx"]), StringComparison.Ordinal);
        Assert.Contains("Images must be looked at whole to have a place in latent space", VaeProcess.Complaint("encode", model, Ones), StringComparison.Ordinal);
        Assert.Contains("must look at whole images to generate some", VaeProcess.Run("generate", model, "-o", _folder["g.png"]).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Option --tiles must be a side of 16 to 320 pixels, or width and height such as 64x48; got '0'.", "--tiles", "0")]
    [InlineData("Tiles must be no larger than the photographs, 28 x 28 pixels; got 64 x 64.", "--tiles", "64")]
    [InlineData("A photograph must have at most 1,024 tiles; got 1,332 of 16 x 16 on 520 x 500 pixels.", "--tiles", "16", "--image-size", "520x500")]
    [InlineData("Option --image-size must have sides of 16 to 320 pixels; got 400 x 400. Larger images are looked at in tiles: --tiles 256.", "--image-size", "400")]
    public void Tiles_that_make_no_sense_are_refused_by_name(string flaw, params string[] options) =>
        Assert.Contains(flaw, VaeProcess.Complaint(["train", Ones, "-o", _folder["m.onnx"], .. options]), StringComparison.Ordinal);

    [Fact]
    public void What_is_lost_of_photographs_that_are_made_much_smaller_is_said_and_not_where_they_are_looked_at_in_tiles()
    {
        var large = new VaeImageShape(1, 80, 80);
        Directory.CreateDirectory(_folder["large"]);
        for (var photograph = 0; photograph < 12; photograph++)
        {
            var random = new Random(photograph);
            float[] grey = [.. Enumerable.Range(0, large.Length).Select(_ => random.Next(110, 140))];
            File.WriteAllBytes(_folder[FormattableString.Invariant($"large/{photograph:00}.png")], PixelPng.Of(grey, large));
        }

        string[] train = ["train", _folder["large"], "-o", _folder["m.onnx"], "--steps", "2"];

        Assert.Contains(
            "Photographs of 80 x 80 pixels are looked at as 16 x 16: what is smaller than some 25 pixels is hardly seen. To see it, look at them in tiles: --tiles 256.",
            VaeProcess.Run([.. train, "--image-size", "16"]).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hardly seen", VaeProcess.Run([.. train, "--image-size", "24"]).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hardly seen", VaeProcess.Run([.. train, "--tiles", "40"]).Error, StringComparison.Ordinal);
    }

    private string Trained(out string told)
    {
        var (exitCode, _, error) = VaeProcess.Run("train", Ones, "-o", _folder["model.onnx"], "--tiles", "20", "--steps", "5");
        Assert.True(exitCode == 0, error);
        told = error;
        return _folder["model.onnx"];
    }
}
