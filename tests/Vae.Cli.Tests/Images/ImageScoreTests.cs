using System.Globalization;
using System.Text.Json;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Cli.Tests.Images;

/// <summary>The commands on images, with a model that can be computed by hand: its score is the sum of the squares of all pixels but the first two.</summary>
public sealed class ImageScoreTests : IDisposable
{
    private const string Header = "Row,File,Score,PredictedLabel,PValue,ReconstructionError,KlDivergence,Status,Remark";

    private static readonly VaeImageShape Shape = new(1, 28, 28);

    private static readonly string Digits = Path.Combine(Repository.Root, "data", "digits");

    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ImageScoreTests()
    {
        _model = _folder["model.onnx"];
        File.WriteAllBytes(_model, new TinyModel { Features = Shape.Length, InputShape = [1, 28, 28], Threshold = 4e6 }.Bytes());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_image_of_a_folder_gets_a_line_with_what_the_library_says()
    {
        var (exitCode, output, error) = VaeProcess.Run("score", _model, Digits, "-o", _folder["s.csv"]);
        Assert.Equal((0, ""), (exitCode, output));
        Assert.Matches($@"^Scored 72 of 72 images in [\d.]+ s \([\d,]+ images/s, Cpu\): \d+ anomalies at threshold 4000000\. Written to {_folder["s.csv"]}\.\s*$", error);

        var set = VaeImageSet.Open(Digits);
        using var model = VaeModel.Load(_model, new() { Device = VaeDevice.Cpu });
        var scores = model.Score([.. set.Read(Shape).SelectMany(image => image.Pixels)]);
        var lines = File.ReadAllLines(_folder["s.csv"]);
        Assert.Equal(Header, lines[0]);
        Assert.Equal(
            Enumerable.Range(0, 72).Select(i => FormattableString.Invariant(
                $"{i + 1},{set.Name(i)},{scores.Score[i]},{(scores.PredictedLabel[i] ? "true" : "false")},{scores.PValue[i]},{scores.ReconstructionError[i]},{scores.KlDivergence[i]},Read,")),
            lines.Skip(1));
    }

    [Fact]
    public void Files_that_cannot_be_read_have_a_status_and_no_score_and_do_not_fail_the_run()
    {
        var digit = Directory.GetFiles(Path.Combine(Digits, "one")).Order(StringComparer.Ordinal).First();
        _folder.Copy(digit, "images/1.png");
        _folder.Copy(digit, "images/2.jpg");
        _folder.Write("images/3.png", "no image");
        _folder.Write("images/4.png", "");
        File.WriteAllBytes(_folder["images/5.png"], File.ReadAllBytes(digit)[..100]);
        _folder.Copy(digit, "images/sub/6.png");

        var (exitCode, output, error) = VaeProcess.Run("score", _model, _folder["images"]);

        Assert.Equal(0, exitCode);
        Assert.Contains("Scored 3 of 6 images", error, StringComparison.Ordinal);
        Assert.Contains(" 3 could not be read: 1 Empty, 1 NotAnImage, 1 Truncated. Written to standard output.", error, StringComparison.Ordinal);
        var lines = output.TrimEnd().Split('\n').Select(line => line.Split(',')).ToList();
        Assert.Equal(["1", "2", "3", "4", "5", "6"], lines.Skip(1).Select(cells => cells[0]));
        Assert.Equal("3,3.png,,,,,,NotAnImage,the content is no image", string.Join(',', lines[3]));
        Assert.Equal(("ReadWithRemark", "\"named JPEG", lines[1][2]), (lines[2][7], lines[2][8], lines[2][2]));
        Assert.Equal(("sub/6.png", lines[1][2]), (lines[6][1], lines[6][2]));
    }

    [Fact]
    public void Flagged_images_get_a_picture_each_and_the_worst_a_contact_sheet()
    {
        VaeProcess.Answer("score", _model, Digits, "--heatmaps", _folder["out"], "-o", _folder["s.csv"]);

        var flagged = File.ReadAllLines(_folder["s.csv"]).Skip(1).Select(line => line.Split(',')).Where(cells => cells[3] == "true").Select(cells => cells[1] + ".png").ToList();
        Assert.InRange(flagged.Count, 5, 40);
        Assert.Equal(
            flagged.Append("contact-sheet.png").Append("regions.csv").Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder["out"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder["out"], file)).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(_folder["out"], "*.png", SearchOption.AllDirectories), file => Assert.True(new VaeImageReader(Shape).Read(file).IsRead));
        var regions = File.ReadAllLines(_folder["out/regions.csv"]);
        Assert.Equal("File,Left,Top,Width,Height,Heat", regions[0]);
        Assert.All(regions.Skip(1).Select(line => line.Split(',')), cells =>
        {
            Assert.Contains(cells[0] + ".png", flagged);
            Assert.InRange(int.Parse(cells[1], CultureInfo.InvariantCulture) + int.Parse(cells[3], CultureInfo.InvariantCulture), 1, Shape.Width);
            Assert.InRange(int.Parse(cells[2], CultureInfo.InvariantCulture) + int.Parse(cells[4], CultureInfo.InvariantCulture), 1, Shape.Height);
            Assert.True(float.Parse(cells[5], CultureInfo.InvariantCulture) >= 2);
        });
        Assert.True(regions.Length > 1);
    }

    [Fact]
    public void An_idx_file_is_scored_like_a_folder()
    {
        var lines = VaeProcess.Answer("score", _model, Path.Combine(Repository.Root, "data", "digits-images.idx3-ubyte.gz")).TrimEnd().Split('\n');
        var digit = Directory.GetFiles(Path.Combine(Digits, "one")).Order(StringComparer.Ordinal).First();
        var number = int.Parse(Path.GetFileNameWithoutExtension(digit), CultureInfo.InvariantCulture);

        Assert.Equal(10_001, lines.Length);
        var alone = VaeProcess.Answer("score", _model, digit).TrimEnd().Split('\n')[1];
        Assert.Equal(alone.Split(',')[2], lines[number].Split(',')[2]);
    }

    [Fact]
    public void Folders_are_labels_for_evaluation_and_calibration()
    {
        var report = JsonDocument.Parse(VaeProcess.Answer("evaluate", _model, Digits, "--normal", "one", "--json")).RootElement;
        Assert.Equal((72, 12), (report.GetProperty("rows").GetInt32(), report.GetProperty("anomalies").GetInt32()));
        Assert.InRange(report.GetProperty("auroc").GetDouble(), 0.9, 1);    // a one has the least ink

        VaeProcess.Answer("threshold", _model, "--false-alarm-rate", "0.1", "--calibrate", Digits, "--normal", "one", "-o", _folder["t.onnx"]);
        var info = JsonDocument.Parse(VaeProcess.Answer("inspect", _folder["t.onnx"], "--json")).RootElement;
        Assert.Equal("false-alarm rate 0.1, calibrated after training on 60 fresh normal rows", info.GetProperty("thresholdSource").GetString());

        VaeProcess.Answer("threshold", _model, "--false-alarm-rate", "0.1", "--calibrate", Digits, "--normal", "one,other", "-o", _folder["t.onnx"]);
        info = JsonDocument.Parse(VaeProcess.Answer("inspect", _folder["t.onnx"], "--json")).RootElement;
        Assert.Equal("false-alarm rate 0.1, calibrated after training on 72 fresh normal rows", info.GetProperty("thresholdSource").GetString());
    }

    [Fact]
    public void Inspect_shows_the_size_of_the_images() =>
        Assert.Matches(@"Images\s+│ 28 x 28 pixels, grey, input \[1, 28, 28\]", VaeProcess.Answer("inspect", _model));

    [Fact]
    public void What_a_model_does_not_take_is_refused()
    {
        var table = _folder.Write("t.csv", "x,y\n1,2\n");
        Assert.Equal($"Data '{table}' must be a folder, an IDX file or an image, as the model takes images of 1 x 28 x 28; got another file.", VaeProcess.Complaint("score", _model, table));
        Assert.StartsWith("Path 'nowhere' must name a folder, an IDX file or an image; got no such file.", VaeProcess.Complaint("score", _model, "nowhere"), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["empty"]);
        Assert.StartsWith($"Folder '{_folder["empty"]}' must hold images", VaeProcess.Complaint("score", _model, _folder["empty"]), StringComparison.Ordinal);
        Assert.Equal("Option --keep must come with a table; got other data. Leave it out.", VaeProcess.Complaint("score", _model, Digits, "--keep", "x"));
        Assert.Equal("Option --missing must come with a table; got other data. Leave it out.", VaeProcess.Complaint("score", _model, Digits, "--missing", "x"));
        Assert.Equal("Option --missing must come with a table; got other data. Leave it out.", VaeProcess.Complaint("evaluate", _model, Digits, "--missing", "x"));
        Assert.StartsWith($"Image '{Path.GetFileName(table)}.png' of", VaeProcess.Complaint("evaluate", _model, _folder.Copy(Directory.GetFiles(Path.Combine(Digits, "one"))[0], "t.csv.png")), StringComparison.Ordinal);

        File.WriteAllBytes(_model, new TinyModel().Bytes());
        Assert.Equal($"Data '{Digits}' must be a CSV, TSV or Parquet file, as the model is one of tables; got images. Train a model on images.", VaeProcess.Complaint("score", _model, Digits));
        Assert.Equal("Option --heatmaps must come with a model of images; got other data. Leave it out.", VaeProcess.Complaint("score", _model, table, "--heatmaps", _folder["h"]));
    }
}
