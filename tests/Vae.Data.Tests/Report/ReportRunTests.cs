using System.Globalization;
using System.Xml.Linq;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Report;

/// <summary>The page as a browser and a hostile table see it.</summary>
public sealed class ReportRunTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>&\"'><img src=x onerror=alert(2)>\u0001\u202E";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_page_with_labels_is_well_formed_complete_and_stands_alone()
    {
        using var model = Model("a", "b", "c");
        var summary = ReportRun.Run(model, Table("a", "b", "c"), _folder["r.html"], new() { Label = new() { Column = "kind", Normal = "good" } });

        Assert.Equal((200L, 20L), (summary.Scored, summary.Anomalies));
        Assert.Equal(1, summary.Metrics!.AreaUnderRocCurve);
        var page = Page();
        Assert.Equal(
            ["Scores", "Latent map", "Promised and seen", "The oddest", "ROC", "Precision and recall", "Decisions", "What is found in each column",
                "Missing and unseen", "The model"],
            page.Descendants("h2").Select(heading => heading.Value));
        AssertStandsAlone(page);
        Assert.All(page.Descendants("section").Where(section => section.Descendants("svg").Any()), section =>
            Assert.NotEmpty(section.Descendants("table")));
        Assert.Equal(12, page.Descendants("article").Count());
        Assert.Contains("Would be normal if c were 0 (is 9): score 81.0 → 0.0.", page.ToString(), StringComparison.Ordinal);
        Assert.All(page.Descendants("article"), article => Assert.Contains("anomaly", article.Descendants("span").Select(part => part.Value)));

        // Every row is in the histogram once.
        var histogram = page.Descendants("section").Single(section => section.Element("h2")?.Value == "Scores");
        Assert.Equal(200, histogram.Descendants("tr").Skip(1).Sum(row => row.Elements("td").Skip(2).Sum(cell => int.Parse(cell.Value,
            CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Names_and_cells_that_look_like_markup_stay_texts()
    {
        using var model = Model(Hostile, "b", "c");
        ReportRun.Run(model, Table(Hostile, "b", "c"), _folder["r.html"]);
        var text = File.ReadAllText(_folder["r.html"]);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u0001', text);
        AssertStandsAlone(Page());
        Assert.Contains("<script>alert(1)</script>&\"'><img src=x onerror=alert(2)>\uFFFD", Page().Value, StringComparison.Ordinal);
    }

    /// <summary>A report reads its rows twice, which it says before the first time.</summary>
    [Fact]
    public void What_can_be_read_once_is_refused_unread()
    {
        using var model = Model("a", "b", "c");

        var error = Assert.Throws<VaeDataException>(() => ReportRun.Run(model, new Pipe(), _folder["r.html"]));

        Assert.Equal(
            "Data file 'standard input' must be a file on disk, as it is read in several passes; got a pipe or device. Write it to a file first.", error.Message);
    }

    [Fact]
    public void The_same_model_and_data_give_the_same_bytes_and_nothing_is_left_of_a_run_that_fails()
    {
        using var model = Model("a", "b", "c");
        var data = Table("a", "b", "c");
        ReportRun.Run(model, data, _folder["r.html"]);
        ReportRun.Run(model, data, _folder["again.html"]);
        Assert.Equal(File.ReadAllBytes(_folder["r.html"]), File.ReadAllBytes(_folder["again.html"]));

        Assert.Throws<VaeDataException>(() => ReportRun.Run(model, _folder.Write("empty.csv", "a,b,c\n"), _folder["none.html"]));
        Assert.False(File.Exists(_folder["none.html"]));
    }

    [Fact]
    public void Gaps_and_unseen_texts_are_counted()
    {
        using var model = new TinyModel { FillsGaps = true, Columns = [new("a"), new("b"), new("c", ["blue", "red"])] }.Load();
        var data = _folder.Write("t.csv", "a,b,c\n1,1,red\n,2,violet\n,3,\n3,4,green\n");
        ReportRun.Run(model, data, _folder["r.html"]);
        var part = Page().Descendants("section").Single(section => section.Element("h2")?.Value == "Missing and unseen");
        var cells = part.Descendants("td").Select(cell => cell.Value);
        Assert.Equal(["c", "1 (25 %)", "2 (50 %)", "a", "2 (50 %)", "\u2013"], cells);
    }

    [Fact]
    public void Images_come_with_their_heatmaps()
    {
        const int side = 16, count = 20;
        using var model = new TinyModel { FillsGaps = true, Features = side * side, InputShape = [1, side, side] }.Load();
        var pixels = Enumerable.Range(0, count * side * side).Select(place => (byte)(place % 7)).ToArray();
        File.WriteAllBytes(_folder["images.idx3-ubyte"], [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, side, 0, 0, 0, side, .. pixels]);
        ReportRun.Run(model, _folder["images.idx3-ubyte"], _folder["r.html"], new() { Worst = 3 });
        var page = Page();
        AssertStandsAlone(page);
        Assert.Equal(6, page.Descendants("img").Count());
        Assert.All(page.Descendants("img"), picture =>
            Assert.NotEmpty(Convert.FromBase64String(picture.Attribute("src")!.Value["data:image/png;base64,".Length..])));
    }

    private static VaeModel Model(params string[] names) => new TinyModel { FillsGaps = true, Features = 3, Threshold = 2,
        Columns = [.. names.Select(name => new VaeColumn(name))] }.Load();

    /// <summary>200 rows, every tenth of which is odd.</summary>
    private string Table(params string[] names)
    {
        var random = new Random(1);
        var header = string.Join(',', names.Append("kind").Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        return _folder.Write("t.csv", header + "\n" + string.Join('\n', Enumerable.Range(0, 200).Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{random.NextSingle()},{random.NextSingle()},{(row % 10 == 3 ? 9 : random.NextSingle())},{(row % 10 == 3 ? "bad" : "good")}"))) + "\n");
    }

    private XElement Page()
    {
        var text = File.ReadAllText(_folder["r.html"]);
        Assert.StartsWith("<!DOCTYPE html>\n<html", text, StringComparison.Ordinal);
        return XDocument.Parse(text["<!DOCTYPE html>\n".Length..]).Root!;
    }

    private static void AssertStandsAlone(XElement page)
    {
        Assert.Empty(page.Descendants("script"));
        Assert.DoesNotContain(page.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on",
            StringComparison.OrdinalIgnoreCase));
        Assert.All(
            page.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href" or "data" or "action"),
            attribute => Assert.StartsWith("data:", attribute.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("http", page.Descendants("style").Single().Value, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", page.Descendants("style").Single().Value, StringComparison.Ordinal);

        // An HTML reader takes <div/> for an open tag: only elements without an end may be empty.
        Assert.All(page.DescendantsAndSelf().Where(element => element.IsEmpty), element => Assert.Contains(element.Name.LocalName,
            (string[])["meta", "link", "img"]));
        Assert.DoesNotContain("<", page.Descendants("style").Single().Value, StringComparison.Ordinal);
    }

    private sealed class Pipe : ITableSource
    {
        public string Name => "standard input";

        public IReadOnlyList<string> Columns => ["a", "b", "c"];

        public long? Size => null;

        public bool IsOneTime => true;

        public IEnumerable<TableBlock> Read(IReadOnlyCollection<int> columns) => throw new InvalidOperationException("Nothing may be read.");
    }
}
