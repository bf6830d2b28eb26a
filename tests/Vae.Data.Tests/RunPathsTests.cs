using System.Diagnostics;

namespace Vae.Data.Tests;

public sealed class RunPathsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("d.csv")]
    [InlineData("./d.csv")]
    [InlineData("sub/../d.csv")]
    [InlineData("link")]
    [InlineData("hard")]
    [InlineData("sub/back/d.csv")]
    public void What_is_read_is_not_overwritten_however_it_is_spelled(string spelling)
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // links need rights there
        }

        var data = _folder.Write("d.csv", "x\n1\n");
        Directory.CreateDirectory(_folder["sub"]);
        File.CreateSymbolicLink(_folder["link"], data);
        Directory.CreateSymbolicLink(_folder["sub/back"], _folder[""]);
        Process.Start("ln", [data, _folder["hard"]]).WaitForExit();
        var output = _folder[spelling];
        Assert.Equal(
            $"Path '{output}' of --output must not be the data '{data}', which is read; got the same file. Choose another name.",
            Message(new RunPaths().Reads(data, "the data").Writes(output, "--output")));
    }

    [Theory]
    [InlineData("/proc/scores.csv", false)]
    [InlineData("/proc/heatmaps/of/today", true)]
    public void A_place_that_cannot_be_written_is_named_before_the_work(string path, bool isFolder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // has no place that nobody may write to
        }

        var paths = isFolder ? new RunPaths().WritesFolder(path, "--heatmaps") : new RunPaths().Writes(path, "--output");
        Assert.StartsWith($"Path '{path}' of {(isFolder ? "--heatmaps" : "--output")} must be writable; got '", Message(paths), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_can_be_made_is_tried_and_nothing_is_left()
    {
        new RunPaths().WritesFolder(_folder["heat/today"], "--heatmaps").Check();
        Assert.Empty(Directory.GetFileSystemEntries(_folder[""]));
    }

    [Fact]
    public void A_model_and_the_decoder_beside_it_are_not_overwritten()
    {
        var model = _folder.Write("m.onnx", "");
        var decoder = _folder.Write("m.decoder.onnx", "");
        Assert.Equal(
            $"Path '{model}' of --output must not be the model '{model}', which is read; got the same file. Choose another name.",
            Message(new RunPaths().ReadsModel(model).Writes(model, "--output")));
        Assert.Equal(
            $"Path '{decoder}' of --output must not be the model's decoder '{decoder}', which is read; got the same file. Choose another name.",
            Message(new RunPaths().ReadsModel(model).Writes(decoder, "--output")));
        Assert.Equal(
            $"Path '{decoder}' of the decoder of --output must not be the data '{decoder}', which is read; got the same file. Choose another name.",
            Message(new RunPaths().Reads(decoder, "the data").WritesModel(_folder["m.onnx"], "--output")));
    }

    [Fact]
    public void Two_results_need_two_places_also_where_neither_is_there_yet()
    {
        Directory.CreateDirectory(_folder["sub"]);
        var (first, second) = (_folder["z"], _folder["sub/../z"]);
        Assert.Equal(
            $"Path '{second}' of --scores must not be that of --output too; got one file for both. Choose another name.",
            Message(new RunPaths().Writes(first, "--output").Writes(second, "--scores")));
    }

    [Fact]
    public void Pictures_do_not_go_into_the_folder_of_images_and_no_result_replaces_an_image()
    {
        Directory.CreateDirectory(_folder["images/one"]);
        var image = _folder.Write("images/one/a.png", "");
        var images = _folder["images"];
        Assert.Equal(
            $"Path '{images}' of --heatmaps must not be the data '{images}', which is read; got its folder. Choose another name.",
            Message(new RunPaths().Reads(images, "the data").WritesFolder(images, "--heatmaps")));
        Assert.Equal(
            $"Path '{_folder["images/heat"]}' of --heatmaps must not be the data '{images}', which is read; got its folder. Choose another name.",
            Message(new RunPaths().Reads(images, "the data").WritesFolder(_folder["images/heat"], "--heatmaps")));
        Assert.StartsWith($"Path '{image}' of --output must not be the data", Message(new RunPaths().Reads(images, "the data").Writes(image, "--output")), StringComparison.Ordinal);
        var scan = _folder.Write("images/one/b.tif", "");
        Assert.StartsWith($"Path '{scan}' of --output must not be the data", Message(new RunPaths().Reads(images, "the data").Writes(scan, "--output")), StringComparison.Ordinal);
        new RunPaths().Reads(images, "the data").Writes(_folder["images/scores.csv"], "--output").WritesFolder(_folder["heat"], "--heatmaps").Check();
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_before_any_work()
    {
        Assert.Equal(
            $"Path '{_folder["no/z"]}' of --output must name a file in an existing folder; got no such folder.", Message(new RunPaths().Writes(_folder["no/z"], "--output")));
        Assert.Equal($"Path '{_folder[""]}' of --output must name a file in an existing folder; got a folder.", Message(new RunPaths().Writes(_folder[""], "--output")));
        if (OperatingSystem.IsLinux())
        {
            Assert.Matches("^Path '/proc/z.csv' of --output must be writable; got '.*'. Choose another folder, or make room.$", Message(new RunPaths().Writes("/proc/z.csv", "--output")));
        }
    }

    [Fact]
    public void Checking_leaves_no_trace_and_keeps_what_is_there()
    {
        var old = _folder.Write("z", "old");
        new RunPaths().Writes(old, "--output").Writes(_folder["new"], "--scores").Check();
        Assert.Equal("old", File.ReadAllText(old));
        Assert.Equal([old], Directory.GetFiles(_folder[""]));
    }

    [Fact]
    public void What_is_not_asked_for_is_not_checked() =>
        new RunPaths().Reads(null, "the data").Writes(null, "--output").WritesFolder(null, "--heatmaps").Check();

    [Fact]
    public void Devices_take_any_number_of_results()
    {
        if (!OperatingSystem.IsWindows())
        {
            new RunPaths().Reads("/dev/null", "the data").WritesModel("/dev/null", "--output").Writes("/dev/null", "--scores").Check();
        }
    }

    private static string Message(RunPaths paths) => Assert.Throws<VaeDataException>(paths.Check).Message;
}
