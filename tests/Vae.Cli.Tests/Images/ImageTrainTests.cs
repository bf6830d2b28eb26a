using System.Text.Json;

namespace Vae.Cli.Tests.Images;

/// <summary>Training on the digits of data/, with a few steps.</summary>
public sealed class ImageTrainTests : IDisposable
{
    private static readonly string Digits = Path.Combine(Repository.Root, "data", "digits");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ones_are_learnt_from_a_folder_and_other_digits_stand_out()
    {
        var (exitCode, output, error) = VaeProcess.Run("train", Digits, "--normal", "one", "-o", _folder["m.onnx"], "--steps", "40", "--scores", _folder["t.csv"]);
        Assert.True(exitCode == 0, error);
        Assert.StartsWith($"Training on 60 of 72 images of '{Digits}', as 1 x 28 x 28 pixels (grey).", error, StringComparison.Ordinal);
        Assert.StartsWith("Trained on 60 images of 1 x 28 x 28 pixels, 40 steps", output, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 60).Select(number => $"{number}"), File.ReadAllLines(_folder["t.csv"]).Skip(1).Select(line => line.Split(',')[0]));

        var report = JsonDocument.Parse(VaeProcess.Answer("evaluate", _folder["m.onnx"], Digits, "--normal", "one", "--json")).RootElement;
        Assert.InRange(report.GetProperty("auroc").GetDouble(), 0.95, 1);
        VaeProcess.Answer("score", _folder["m.onnx"], Digits, "-o", _folder["s.csv"], "--heatmaps", _folder["heatmaps"]);
        Assert.True(File.Exists(_folder["heatmaps/contact-sheet.png"]));
        Assert.InRange(Directory.GetFiles(Path.Combine(_folder["heatmaps"], "other")).Length, 6, 12);

        // Other directions of the same model: images made up, and a walk between two.
        VaeProcess.Answer("generate", _folder["m.onnx"], "--count", "9", "--keep-anomalies", "-o", _folder["made.png"]);
        VaeProcess.Answer("interpolate", _folder["m.onnx"], Digits, "--from", "1", "--to", "2", "-o", _folder["walk.png"]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(_folder["made.png"])[..4]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(_folder["walk.png"])[..4]);
    }

    [Fact]
    public void What_a_mask_covers_is_part_of_the_file_and_changes_no_score()
    {
        var images = Directory.GetFiles(Path.Combine(Digits, "one")).Order(StringComparer.Ordinal).Take(20).ToArray();
        foreach (var image in images)
        {
            _folder.Copy(image, Path.Combine("images", Path.GetFileName(image)));
            WriteMask(Path.Combine("masks", Path.ChangeExtension(Path.GetFileName(image), "bmp")));
        }

        WriteMask("mask.bmp");
        var (exitCode, output, error) = VaeProcess.Run("train", _folder["images"], "-o", _folder["m.onnx"], "--steps", "3", "--mask", _folder["mask.bmp"]);
        Assert.True(exitCode == 0, error);
        Assert.Contains("25% of each image is not looked at, as no training image showed it: the mask is part of the file.", output, StringComparison.Ordinal);
        Assert.Matches(@"Masked\s+│ 25% of each image is not looked at", VaeProcess.Answer("inspect", _folder["m.onnx"]));

        var plain = VaeProcess.Answer("score", _folder["m.onnx"], _folder["images"]);
        Assert.Equal(plain, VaeProcess.Answer("score", _folder["m.onnx"], _folder["images"], "--mask", _folder["mask.bmp"]));
        Assert.Equal(plain, VaeProcess.Answer("score", _folder["m.onnx"], _folder["images"], "--mask", _folder["masks"]));
        Assert.Equal(
            $"Masks in folder '{_folder["masks"]}' must be one for each image, under the image's name; got 0 for 'one/{Path.GetFileName(images[0])}'. "
            + "White is looked at: an image that is looked at as a whole has a white mask.",
            VaeProcess.Complaint("score", _folder["m.onnx"], Digits, "--mask", _folder["masks"]).Trim().Split('\n')[^1].Trim());
    }

    [Fact]
    public void Size_and_colours_can_be_chosen_and_unreadable_images_are_named_and_left_out()
    {
        foreach (var digit in Directory.GetFiles(Path.Combine(Digits, "one")).Order(StringComparer.Ordinal).Take(20))
        {
            _folder.Copy(digit, Path.Combine("images", Path.GetFileName(digit)));
        }

        _folder.Write("images/broken.png", "no image");
        var (exitCode, _, error) = VaeProcess.Run("train", _folder["images"], "-o", _folder["m.onnx"], "--steps", "3", "--image-size", "24x16", "--colour");
        Assert.True(exitCode == 0, error);
        Assert.Contains("Training on 21 of 21 images", error, StringComparison.Ordinal);
        Assert.Contains($"Not read: {_folder["images/broken.png"]}: NotAnImage: the content is no image", error, StringComparison.Ordinal);
        Assert.Contains("1 could not be read: 1 NotAnImage.", error, StringComparison.Ordinal);
        Assert.Matches(@"Images\s+│ 24 x 16 pixels, colour, input \[3, 16, 24\]", VaeProcess.Answer("inspect", _folder["m.onnx"]));
    }

    [Fact]
    public void Options_that_do_not_fit_the_data_are_refused()
    {
        Assert.Equal("Option --label must come with a table; got other data. Leave it out.", VaeProcess.Complaint("train", Digits, "--label", "x", "-o", _folder["m.onnx"]));
        Assert.Equal("Option --missing must come with a table; got other data. Leave it out.", VaeProcess.Complaint("train", Digits, "--missing", "x", "-o", _folder["m.onnx"]));
        Assert.Equal("Option --text must come with a table; got other data. Leave it out.", VaeProcess.Complaint("train", Digits, "--text", "x", "-o", _folder["m.onnx"]));
        Assert.Equal("Option --grey must come with images; got other data. Leave it out.", VaeProcess.Complaint("train", _folder.Write("t.csv", "x\n1\n"), "--grey", "-o", _folder["m.onnx"]));
        Assert.StartsWith("Option --image-size must be a side of 16 to 320 pixels, with --tiles any larger one, or width and height such as 64x48; got '8'.", VaeProcess.Complaint("train", Digits, "--image-size", "8"), StringComparison.Ordinal);
        Assert.EndsWith("Choose one.", VaeProcess.Complaint("train", Digits, "--grey", "--colour", "-o", _folder["m.onnx"]), StringComparison.Ordinal);
        Assert.EndsWith(
            $"Images of '{Digits}' must have the label 'seven' of --normal; got 'one' (60), 'other' (12). A label is a folder, or a number in the labels file of an IDX file.",
            VaeProcess.Complaint("train", Digits, "--normal", "seven", "-o", _folder["m.onnx"]), StringComparison.Ordinal);
    }

    /// <summary>A bitmap of 28 x 28 pixels of 24 bits, rows from bottom to top: white, but for the upper quarter.</summary>
    private void WriteMask(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        using var writer = new BinaryWriter(File.Create(_folder[name]));
        writer.Write("BM"u8);
        foreach (var value in new[] { 54 + (28 * 28 * 3), 0, 54, 40, 28, 28, 1 | (24 << 16), 0, 0, 0, 0, 0, 0 })
        {
            writer.Write(value);
        }

        writer.Write([.. Enumerable.Range(0, 28 * 28 * 3).Select(i => (byte)(i < 21 * 28 * 3 ? 255 : 0))]);
    }
}
