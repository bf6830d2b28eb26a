using System.Globalization;
using System.Text.RegularExpressions;

namespace Vae.MLNet.Features;

/// <summary>Texts that are numbers, and texts that people read as numbers.</summary>
internal static partial class NumberText
{
    /// <summary>Reads a number by the invariant culture: a point before the decimals.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>
    /// True for a number with something around or in it: <c>50%</c>, <c>$5.00</c>, <c>20 °C</c>, <c>(5)</c>, <c>−5</c>, <c>12,345</c>, <c>0x1F</c>.
    /// </summary>
    public static bool IsDecorated(string text) => Decorated().IsMatch(text);

    /// <summary>True for groups of three digits: <c>12,345</c>.</summary>
    public static bool HasThousands(string text) => Thousands().IsMatch(text);

    /// <summary>True for digits with at most one comma among them.</summary>
    public static bool HasDecimalComma(string text) => DecimalComma().IsMatch(text);

    [GeneratedRegex(
        @"^(0x[0-9a-f]+|[-+\u2212\u2013]?\(?[-+\u2212\u2013]?\s?\p{Sc}?\s?[-+\u2212\u2013]?"
        + @"(\d[\d,'\u2019\u00A0\u202F\u2009 ]*(\.\d*)?|\d{1,3}(\.\d{3})+(,\d+)?|\.\d+)"
        + @"(e[-+]?\d+)?(\s?(\p{Sc}|%|‰|°\s?[a-z]?)|\s\p{L}[\p{L}/²³%°]{0,5})?\)?)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Decorated();

    [GeneratedRegex(@"^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[-+]?\d+(,\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalComma();
}
