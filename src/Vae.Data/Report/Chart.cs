using System.Globalization;
using System.Xml.Linq;

namespace Vae.Data.Report;

/// <summary>
/// A chart as inline SVG. Drawn in the width of a telephone, so that its texts can be read there; colours are classes of the style sheet, so that
/// it is light and dark as the page is.
/// </summary>
internal sealed class Chart
{
    private const int Width = 360, Left = 46, Right = 10, Top = 24;

    private readonly int _height;
    private readonly int _bottom;
    private readonly XElement _svg;

    /// <param name="label">What the chart shows, for those who cannot see it.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="height">Height in pixels of a telephone.</param>
    public Chart(string label, Axis x, Axis y, int height = 230)
    {
        (X, Y, _height, _bottom) = (x, y, height, height - 38);
        _svg = new XElement(
            "svg", new XAttribute("viewBox", FormattableString.Invariant($"0 0 {Width} {height}")), new XAttribute("role", "img"),
            new XAttribute("aria-label", label), new XAttribute("class", "chart"));
        Frame();
    }

    public Axis X { get; }

    public Axis Y { get; }

    public XElement Element => _svg;

    /// <summary>A line through points.</summary>
    /// <param name="kind">The class of its colour.</param>
    /// <param name="points">The points, in order.</param>
    public Chart Line(string kind, IEnumerable<(double X, double Y)> points) => Add(
        "polyline", ("class", $"line {kind}"), ("points", string.Join(' ', points.Select(point => Pair(point.X, point.Y)))));

    /// <summary>The area between two lines over the same places.</summary>
    public Chart Band(string kind, IReadOnlyList<(double X, double Low, double High)> points) => points.Count < 2 ? this : Add(
        "polygon", ("class", $"band {kind}"), ("points", string.Join(
            ' ', points.Select(point => Pair(point.X, point.High)).Concat(points.Reverse().Select(point => Pair(point.X, point.Low))))));

    /// <summary>A bar from one value to another, with its words on pointing at it.</summary>
    public Chart Bar(string kind, double from, double to, double low, double high, string title)
    {
        var (left, right) = (AcrossOf(from) + 0.5, AcrossOf(to) - 0.5);
        return high <= low ? this : Add(
            Titled("rect", title), ("class", $"bar {kind}"), ("x", Text(left)), ("y", Text(UpOf(high))), ("width", Text(Math.Max(right - left, 0.5))),
            ("height", Text(UpOf(low) - UpOf(high))));
    }

    /// <summary>A dot; a diamond where it is flagged, so that no colour has to be told apart.</summary>
    public Chart Dot(string kind, double x, double y, bool isDiamond, string title)
    {
        var (across, up) = (AcrossOf(x), UpOf(y));
        return isDiamond
            ? Add(
                Titled("path", title), ("class", $"dot {kind}"),
                ("d", FormattableString.Invariant($"M{across:0.#} {up - 4.2:0.#}l4.2 4.2l-4.2 4.2l-4.2-4.2z")))
            : Add(Titled("circle", title), ("class", $"dot {kind}"), ("cx", Text(across)), ("cy", Text(up)), ("r", "2.4"));
    }

    /// <summary>A dashed line across the chart, with words at its top.</summary>
    public Chart Mark(double x, string words)
    {
        var across = AcrossOf(x);
        var isRight = across > Width * 0.6;
        Add("line", ("class", "mark"), ("x1", Text(across)), ("x2", Text(across)), ("y1", Text(Top)), ("y2", Text(_bottom)));
        return Words(words, across + (isRight ? -4 : 4), Top + 9, isRight ? "end" : "start", "marktext");
    }

    /// <summary>A dashed line between two points.</summary>
    public Chart Guide(double fromX, double fromY, double toX, double toY) => Add(
        "line", ("class", "guide"), ("x1", Text(AcrossOf(fromX))), ("y1", Text(UpOf(fromY))), ("x2", Text(AcrossOf(toX))), ("y2", Text(UpOf(toY))));

    private void Frame()
    {
        foreach (var (value, text) in Y.Ticks())
        {
            var up = UpOf(value);
            Add("line", ("class", "grid"), ("x1", Text(Left)), ("x2", Text(Width - Right)), ("y1", Text(up)), ("y2", Text(up)));
            Words(text, Left - 5, up + 3.5, "end", "tick");
        }

        var last = double.NegativeInfinity;
        foreach (var (value, text) in X.Ticks().Where(tick => tick.Text.Length > 0))
        {
            var across = AcrossOf(value);
            if (across - last >= (7 * text.Length) + 6)
            {
                Words(text, across, _bottom + 14, "middle", "tick");
                last = across;
            }
        }

        Add("line", ("class", "axis"), ("x1", Text(Left)), ("x2", Text(Width - Right)), ("y1", Text(_bottom)), ("y2", Text(_bottom)));
        Words(X.Title, (Left + Width - Right) / 2.0, _height - 6, "middle", "title");
        Words(Y.Title, 2, Top - 13, "start", "title");
    }

    private Chart Words(string words, double x, double y, string anchor, string kind) =>
        Add(new XElement("text", words), ("class", kind), ("x", Text(x)), ("y", Text(y)), ("text-anchor", anchor));

    private Chart Add(string name, params (string Name, string Value)[] attributes) => Add(new XElement(name), attributes);

    private Chart Add(XElement element, params (string Name, string Value)[] attributes)
    {
        element.Add(attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)));
        _svg.Add(element);
        return this;
    }

    private static XElement Titled(string name, string title) => new(name, new XElement("title", title));

    private string Pair(double x, double y) => FormattableString.Invariant($"{AcrossOf(x):0.#},{UpOf(y):0.#}");

    private double AcrossOf(double x) => Left + (X.Place(x) * (Width - Left - Right));

    private double UpOf(double y) => _bottom - (Y.Place(y) * (_bottom - Top));

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
