using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Vae.Data.Report;

/// <summary>
/// The parts that the page is made of, as a tree: texts are escaped where it is written, so that no name and no cell can become markup.
/// </summary>
internal static class Markup
{
    /// <summary>Longer cells are sentences, whatever they start with.</summary>
    private const int LongestNumber = 24;

    private static readonly HashSet<string> WithoutEnd = ["meta", "link", "img", "br"];

    public static XElement Of(string name, params object?[] content) => new(name, content);

    public static XAttribute Class(string value) => new("class", value);

    /// <summary>A part of the page with a heading.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="note">A sentence under it.</param>
    /// <param name="content">What it shows.</param>
    public static XElement Card(string title, string note, params object?[] content) =>
        Of("section", Class("card"), Of("h2", title), Of("p", Class("note"), note), content);

    /// <summary>The numbers behind a picture, folded away.</summary>
    public static XElement Numbers(XElement table) => Of("details", Of("summary", "Numbers"), table);

    /// <summary>A table; cells but the first of a row stand right where they start with a digit or a sign.</summary>
    public static XElement Table(IEnumerable<string> header, IEnumerable<IEnumerable<object>> rows) => Of(
        "div", Class("scroll"), Of(
            "table",
            Of("thead", Of("tr", header.Select(name => Of("th", new XAttribute("scope", "col"), name)))),
            Of("tbody", rows.Select(row => Of("tr", row.Select((cell, place) => Of("td", IsNumber(cell, place) ? Class("number") : null, cell)))))));

    /// <summary>A bar that is filled to a share of its length, 0 to 1.</summary>
    public static XElement Meter(double share) =>
        Of("span", Class("meter"), new XAttribute("style", FormattableString.Invariant($"--share:{share * 100:0}%")), "");

    /// <summary>Names of lines by their colours.</summary>
    public static XElement Legend(params (string Kind, string Name)[] entries) => Of(
        "ul", Class("legend"), entries.Select(entry => Of("li", Of("span", Class($"swatch {entry.Kind}"), ""), entry.Name)));

    public static string Number(double? value, string format = "0.000") =>
        value is { } known && double.IsFinite(known) ? known.ToString(format, CultureInfo.InvariantCulture) : "\u2013";

    /// <summary>Writes a page that HTML readers and XML readers alike can read.</summary>
    public static void Write(XElement page, Stream stream)
    {
        foreach (var element in page.DescendantsAndSelf())
        {
            Clean(element);
        }

        stream.Write("<!DOCTYPE html>\n"u8);
        using var writer = XmlWriter.Create(stream, new() { OmitXmlDeclaration = true, Encoding = new UTF8Encoding(false), CloseOutput = false });
        page.WriteTo(writer);
    }

    /// <summary>Characters that no page can hold become marks; what is empty gets an end of its own, as HTML needs it.</summary>
    private static void Clean(XElement element)
    {
        foreach (var text in element.Nodes().OfType<XText>())
        {
            text.Value = Readable(text.Value);
        }

        foreach (var attribute in element.Attributes())
        {
            attribute.Value = Readable(attribute.Value);
        }

        if (element.IsEmpty && !WithoutEnd.Contains(element.Name.LocalName))
        {
            element.Value = "";
        }
    }

    private static string Readable(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())   // a lone half of a pair comes as U+FFFD
        {
            var isWritable = rune.Value is '\t' or '\n' || (rune.Value >= 0x20 && rune.Value is not (>= 0x7F and <= 0x9F) and not (0xFFFE or 0xFFFF));
            clean.Append(isWritable ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }

    private static bool IsNumber(object cell, int place) =>
        place > 0 && cell is string { Length: > 0 and < LongestNumber } text && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '\u2013' or '+');
}
