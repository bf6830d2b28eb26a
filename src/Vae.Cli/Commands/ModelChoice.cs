using System.CommandLine;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>The model that a command works with, and which file it must be: the same for every command that loads one.</summary>
internal sealed class ModelChoice
{
    private readonly Option<string?> _sha256 = Pin("The model file");

    /// <summary>Where the model is.</summary>
    public Argument<string> Argument { get; } = new("model") { Description = "The detector: model.onnx, as 'vae train' writes it." };

    public IReadOnlyList<Option> Options => [_sha256];

    /// <summary>The option that pins a file.</summary>
    /// <param name="what">What is pinned, for the help.</param>
    public static Option<string?> Pin(string what) => new("--sha256")
    {
        Description = $"{what} must be the one with this SHA-256, as 'sha256sum' prints it: any other is refused before it is parsed.",
        HelpName = "HEX",
        CustomParser = result => result.Tokens[0].Value is { Length: 64 } text && text.All(char.IsAsciiHexDigit)
            ? text : Symbols.Refuse<string?>(result, "be 64 hexadecimal digits, as 'sha256sum model.onnx' prints them"),
    };

    /// <summary>Its path.</summary>
    public string Path(ParseResult parse) => parse.GetValue(Argument)!;

    /// <summary>Loads it.</summary>
    public VaeModel Load(ParseResult parse, VaeDevice device) =>
        VaeModel.Load(Files.Model(Path(parse)), new() { Device = device, Sha256 = parse.GetValue(_sha256) });

    /// <summary>Reads what it says of itself.</summary>
    public VaeModelInfo Inspect(ParseResult parse) => VaeModelFile.Inspect(Files.Model(Path(parse)), parse.GetValue(_sha256));
}
