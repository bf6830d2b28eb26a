using System.Security.Cryptography;

namespace Vae.Cli.Tests.Commands;

/// <summary><c>--sha256</c>: the one model file that a command takes.</summary>
[Collection(nameof(TrainedModel))]
public sealed class PinTests(TrainedModel trained) : IDisposable
{
    private const string Other = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("score MODEL DATA -o OUT")]
    [InlineData("explain MODEL DATA --rows 1 -o OUT")]
    [InlineData("report MODEL DATA -o OUT")]
    [InlineData("evaluate MODEL DATA --label kind")]
    [InlineData("generate MODEL --count 1 -o OUT")]
    [InlineData("interpolate MODEL DATA --from 1 --to 2 -o OUT")]
    [InlineData("threshold MODEL --value 3 -o OUT")]
    [InlineData("encode MODEL DATA -o OUT")]
    [InlineData("reconstruct MODEL DATA -o OUT")]
    [InlineData("inspect MODEL")]
    public void No_command_takes_another_file_than_the_pinned_one(string command)
    {
        var complaint = VaeProcess.Complaint([.. Words(command), "--sha256", Other]);

        Assert.StartsWith($"Model '{trained.Path}': the file's SHA-256 must be {Other}, as it is pinned; got {Digest(trained.Path)} (invalid).", complaint, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out.csv"]));
    }

    [Fact]
    public void The_pinned_file_is_taken_and_moving_its_threshold_makes_another()
    {
        var pin = Digest(trained.Path).ToUpperInvariant();
        VaeProcess.Answer([.. Words("threshold MODEL --value 3 -o OUT"), "--sha256", pin]);

        Assert.Equal(VaeProcess.Answer(Words("score MODEL DATA")), VaeProcess.Answer([.. Words("score MODEL DATA"), "--sha256", pin]));
        Assert.StartsWith($"Model '{_folder["out.csv"]}': the file's SHA-256 must be ", VaeProcess.Complaint("score", _folder["out.csv"], trained.Data, "--sha256", pin), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_digest_and_what_is_no_model_is_refused()
    {
        Assert.StartsWith(
            "Option --sha256 must be 64 hexadecimal digits, as 'sha256sum model.onnx' prints them; got 'abc'.",
            VaeProcess.Complaint([.. Words("score MODEL DATA"), "--sha256", "abc"]), StringComparison.Ordinal);
        Assert.Equal(
            "Option --sha256 must come with a model; got other data. Leave it out.", VaeProcess.Complaint([.. Words("inspect DATA"), "--sha256", Other]));
    }

    private string[] Words(string command) => [.. command.Split(' ').Select(word => word switch
    {
        "MODEL" => trained.Path,
        "DATA" => trained.Data,
        "OUT" => _folder["out.csv"],
        _ => word,
    })];

    private static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
