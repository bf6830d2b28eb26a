using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary>
/// The options of <c>vae train</c> that say what images are brought to, and what of them is not looked at; what they leave open suits the images.
/// </summary>
internal sealed class ImageChoice
{
    private const int LargestPhotographSide = 100_000;

    private readonly Option<(int Width, int Height)?> _size = new("--image-size")
    {
        Description =
            $"Images: the size they are brought to, sides {VaeImageShape.SmallestSide} to {VaeImageShape.LargestSide}, with --tiles any larger one. "
            + "[default: their own where all are alike, sides 16 to 256, with --tiles any, else "
            + FormattableString.Invariant($"{VaeTraining.StandardImageSide}x{VaeTraining.StandardImageSide}]"),
        HelpName = "N|WIDTHxHEIGHT",
        CustomParser = result => Parse(result, LargestPhotographSide),
    };

    private readonly Option<(int Width, int Height)?> _tiles = new("--tiles")
    {
        Description =
            "Images: large photographs with small defects are looked at in tiles of this size, which overlap, sides "
            + $"{VaeImageShape.SmallestSide} to {VaeImageShape.LargestSide}; 256 suits most. A photograph keeps one score and one heatmap. "
            + "[default: images are looked at whole]",
        HelpName = "N|WIDTHxHEIGHT",
        CustomParser = result => Parse(result, VaeImageShape.LargestSide),
    };

    private readonly Option<bool> _grey = new("--grey")
    {
        Description = "Images: one channel, whatever their colours. [default: where all are grey]",
    };

    private readonly Option<bool> _colour = new("--colour") { Description = "Images: red, green and blue, even where all are grey." };

    private readonly Option<string?> _mask = Symbols.Mask();

    public IReadOnlyList<Option> Options => [_size, _tiles, _grey, _colour, _mask];

    /// <summary>The options that were given, by name.</summary>
    public IEnumerable<string> Given(ParseResult parse) => Symbols.Given(parse, Options);

    /// <summary>What is not looked at: an image, or a folder of them; null for nothing.</summary>
    public string? Mask(ParseResult parse) => parse.GetValue(_mask);

    /// <summary>The shape to train on, and how it is cut into tiles, if it is.</summary>
    /// <exception cref="InputException">The options contradict each other.</exception>
    public (VaeImageShape Shape, VaeTiling? Tiling) For(VaeImageSet set, ParseResult parse)
    {
        if (parse.GetValue(_grey) && parse.GetValue(_colour))
        {
            throw new InputException("Option --grey must not come with --colour; got both. Choose one.");
        }

        var suggested = set.SuggestShape(VaeTraining.StandardImageSide);
        var channels = parse.GetValue(_grey) ? 1 : parse.GetValue(_colour) ? 3 : suggested.Channels;
        if (parse.GetValue(_tiles) is { } tile)
        {
            var own = parse.GetValue(_size) is { } given
                ? suggested with { Height = given.Height, Width = given.Width }
                : set.SuggestTiling(tile.Height, tile.Width).Photograph;
            var tiling = VaeTiling.Of(own with { Channels = channels }, tile.Height, tile.Width);
            return (tiling.Photograph, tiling);
        }

        var (width, height) = parse.GetValue(_size) ?? (suggested.Width, suggested.Height);
        return Math.Max(width, height) <= VaeImageShape.LargestSide ? (new(channels, height, width), null) : throw new InputException(
            FormattableString.Invariant($"Option --image-size must have sides of {VaeImageShape.SmallestSide} to {VaeImageShape.LargestSide} ")
            + FormattableString.Invariant($"pixels; got {width} x {height}. Larger images are looked at in tiles: --tiles 256."));
    }

    private static (int Width, int Height)? Parse(ArgumentResult result, int largest)
    {
        var sides = result.Tokens[0].Value.Split('x')
            .Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0)
            .ToArray();
        return sides.Length is 1 or 2 && sides.All(side => side >= VaeImageShape.SmallestSide && side <= largest)
            ? (sides[0], sides[^1])
            : Symbols.Refuse<(int, int)?>(
                result,
                $"be a side of {VaeImageShape.SmallestSide} to {VaeImageShape.LargestSide} pixels"
                + $"{(largest > VaeImageShape.LargestSide ? ", with --tiles any larger one" : "")}, or width and height such as 64x48");
    }
}
