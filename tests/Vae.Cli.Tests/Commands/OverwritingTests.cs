namespace Vae.Cli.Tests.Commands;

/// <summary>No command overwrites what it reads.</summary>
[Collection(nameof(TrainedModel))]
public sealed class OverwritingTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("score m.onnx d.csv -o d.csv", "Path 'd.csv' of --output must not be the data 'd.csv'")]
    [InlineData("score m.onnx d.csv -o m.onnx", "Path 'm.onnx' of --output must not be the model 'm.onnx'")]
    [InlineData("explain m.onnx d.csv --flagged -o d.csv", "Path 'd.csv' of --output must not be the data 'd.csv'")]
    [InlineData("encode m.onnx d.csv -o m.onnx", "Path 'm.onnx' of --output must not be the model 'm.onnx'")]
    [InlineData("reconstruct m.onnx d.csv -o d.csv", "Path 'd.csv' of --output must not be the data 'd.csv'")]
    [InlineData("report m.onnx d.csv -o d.csv", "Path 'd.csv' of --output must not be the data 'd.csv'")]
    [InlineData("train d.csv -o d.csv", "Path 'd.csv' of --output must not be the data 'd.csv'")]
    [InlineData("train d.csv --scores d.csv", "Path 'd.csv' of --scores must not be the data 'd.csv'")]
    [InlineData("train d.csv -o z --scores z", "Path 'z' of --scores must not be that of --output too")]
    [InlineData("train d.csv -o z.onnx --scores z.decoder.onnx", "Path 'z.decoder.onnx' of --scores must not be that of the decoder of --output too")]
    [InlineData("threshold m.onnx --best-f1 d.csv --label kind -o d.csv", "Path 'd.csv' of --output must not be the data 'd.csv'")]
    public void A_result_in_the_place_of_what_is_read_is_refused(string command, string message)
    {
        File.Copy(trained.Data, _folder["d.csv"]);
        File.Copy(trained.Path, _folder["m.onnx"]);
        string[] arguments = [.. command.Split(' ').Select(word => word is "z" || word.Contains('.', StringComparison.Ordinal) ? _folder[word] : word)];
        Assert.StartsWith(message, VaeProcess.Complaint(arguments).Replace(_folder["."][..^1], "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(trained.Data), File.ReadAllText(_folder["d.csv"]));
        Assert.Equal(File.ReadAllBytes(trained.Path), File.ReadAllBytes(_folder["m.onnx"]));
    }

    [Fact]
    public void Standard_output_by_its_device_takes_the_lines()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.StartsWith("Row,Score", VaeProcess.Answer("score", trained.Path, trained.Data, "-o", "/dev/stdout"), StringComparison.Ordinal);
            Assert.Equal("", VaeProcess.Answer("score", trained.Path, trained.Data, "-o", "/dev/null"));
        }
    }

    [Fact]
    public void A_threshold_behind_a_link_changes_the_model_and_keeps_the_link()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // links need rights there
        }

        File.Copy(trained.Path, _folder["m.onnx"]);
        File.CreateSymbolicLink(_folder["link.onnx"], _folder["m.onnx"]);
        VaeProcess.Answer("threshold", _folder["link.onnx"], "--value", "2.5");
        Assert.Equal(_folder["m.onnx"], new FileInfo(_folder["link.onnx"]).LinkTarget);
        Assert.Contains("\"threshold\": 2.5", VaeProcess.Answer("inspect", _folder["m.onnx"], "--json"), StringComparison.Ordinal);
    }
}
