using System.Diagnostics;

namespace Vae.Cli.Tests.Commands;

/// <summary>
/// Disks that take no more. Files may have 64 KiB, the very size of the probe before a run, so that the disk fills up after it; the tool sees the same
/// error as from a full one.
/// </summary>
[Collection(nameof(TrainedModel))]
public sealed class FullDiskTests(TrainedModel trained) : IDisposable
{
    private const string SmallFiles = "trap '' XFSZ; ulimit -f 64; DOTNET_EnableWriteXorExecute=0 exec \"$@\"";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PosixFact]
    public void Scores_that_do_not_fit_leave_the_older_file_and_nothing_else()
    {
        var data = _folder.Write("many.csv", $"{TrainedModel.Header}\n{string.Concat(Enumerable.Repeat(string.Join('\n', trained.Rows) + "\n", 20))}");
        var old = _folder.Write("scores.csv", "old");

        var (exitCode, _, error) = Shell(SmallFiles, "score", trained.Path, data, "-o", old);

        Assert.Equal(1, exitCode);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal("old", File.ReadAllText(old));
        Assert.Equal([data, old], Directory.GetFiles(_folder[""]).Order());
    }

    [PosixFact]
    public void A_model_that_fits_nowhere_leaves_the_older_pair_and_the_checkpoint()
    {
        var (old, decoder) = (_folder.Write("m.onnx", "old"), _folder.Write("m.decoder.onnx", "old decoder"));

        var (exitCode, _, error) = Shell(SmallFiles, "train", trained.Data, "--label", "kind", "--ignore", "id", "-o", old, "--steps", "5");

        Assert.Equal(1, exitCode);
        Assert.Contains($"The model could not be written to '{old}': ", error, StringComparison.Ordinal);
        Assert.Contains($" Nor to '{_folder["temp/"]}': ", error, StringComparison.Ordinal);
        Assert.Equal(("old", "old decoder"), (File.ReadAllText(old), File.ReadAllText(decoder)));
        Assert.Equal([decoder, old], Directory.GetFiles(_folder[""]).Order());
        Assert.Empty(Directory.GetDirectories(_folder["temp"]));
    }

    [PosixFact]
    public void A_threshold_that_does_not_fit_leaves_the_older_model_and_no_copy()
    {
        var model = _folder.Copy(trained.Path, "m.onnx");

        var (exitCode, _, error) = Shell(SmallFiles, "threshold", model, "--value", "2");

        Assert.Equal(1, exitCode);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(File.ReadAllBytes(trained.Path), File.ReadAllBytes(model));
        Assert.Equal([model], Directory.GetFiles(_folder[""]));
        Assert.Empty(Directory.GetDirectories(_folder["temp"]));
    }

    [PosixFact]
    public void Results_of_a_training_whose_folder_is_gone_are_kept_elsewhere()
    {
        var (lost, scores) = (Directory.CreateDirectory(_folder["lost"]).FullName, _folder["lost/s.csv"]);
        using var process = Start(
            "exec \"$@\"", "train", trained.Data, "--label", "kind", "--ignore", "id", "-o", Path.Combine(lost, "m.onnx"), "--scores", scores, "--steps", "3000");
        TrainTests.ReadTo(process, "step ");
        Directory.Delete(lost, recursive: true);

        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(1, process.ExitCode);
        Assert.Contains($"The model could not be written to '{Path.Combine(lost, "m.onnx")}': ", error, StringComparison.Ordinal);
        var kept = Directory.GetDirectories(_folder["temp"]).SelectMany(Directory.GetFiles).ToDictionary(path => Path.GetFileName(path));
        Assert.Equal(["m.decoder.onnx", "m.onnx", "s.csv"], kept.Keys.Order());
        Assert.All(["m.onnx", "s.csv"], name => Assert.Contains($" It is kept as '{kept[name]}': move it where it belongs.", error, StringComparison.Ordinal));
        Assert.StartsWith("Row,", VaeProcess.Answer("score", kept["m.onnx"], trained.Data), StringComparison.Ordinal);
    }

    [PosixFact]
    public void Where_the_decoder_should_go_no_folder_may_be()
    {
        Directory.CreateDirectory(_folder["m.decoder.onnx"]);
        Assert.Equal(
            $"Path '{_folder["m.decoder.onnx"]}' of the decoder of --output must name a file in an existing folder; got a folder.",
            VaeProcess.Complaint("train", trained.Data, "-o", _folder["m.onnx"]));
    }

    [PosixTheory]
    [InlineData("> /dev/full")]
    [InlineData("> /dev/full", "--json")]
    public void Standard_output_that_takes_nothing_is_an_error(string redirection, params string[] more)
    {
        var (exitCode, _, error) = Shell($"exec \"$@\" {redirection}", ["inspect", trained.Path, .. more]);
        Assert.True(exitCode == 1, $"{exitCode} {error}");
        Assert.NotEmpty(error);
    }

    [PosixTheory]
    [InlineData("> /dev/full")]
    [InlineData(">&-")]
    public void Scores_for_a_standard_output_that_takes_nothing_are_an_error(string redirection)
    {
        var (exitCode, _, error) = Shell($"exec \"$@\" {redirection}", "score", trained.Path, trained.Data);
        Assert.True(exitCode == 1, $"{exitCode} {error}");
        Assert.NotEmpty(error);
    }

    [PosixFact]
    public void Messages_that_nobody_takes_end_no_training()
    {
        var (exitCode, output, _) = Shell(
            "exec \"$@\" 2> /dev/full", "train", trained.Data, "--label", "kind", "--ignore", "id", "-o", _folder["m.onnx"], "--steps", "5");
        Assert.Equal(0, exitCode);
        Assert.Contains("Written to", output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["m.onnx"]));
    }

    [PosixTheory]
    [InlineData("score", "-o")]
    [InlineData("encode", "-o")]
    [InlineData("explain", "-o")]
    [InlineData("generate", "-o")]
    public void A_full_device_as_output_is_an_error(string command, string output)
    {
        string[] arguments = command switch
        {
            "generate" => [command, trained.Path, "--count", "5"],
            "explain" => [command, trained.Path, trained.Data, "--rows", "1"],
            _ => [command, trained.Path, trained.Data],
        };
        var (exitCode, _, error) = VaeProcess.Run([.. arguments, output, "/dev/full"]);
        Assert.True(exitCode == 1, $"{exitCode} {error}");
        Assert.Contains("No space left on device", error, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output, string Error) Shell(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private Process Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", script, "bash", "dotnet", VaeProcess.Tool, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Directory.CreateDirectory(_folder["temp"]).FullName,
        };
        start.Environment["TMPDIR"] = _folder["temp/"];
        return Process.Start(start)!;
    }
}
