using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Vae.Packages.Tests;

/// <summary>What lies in the packages, and what they ask for.</summary>
public sealed partial class PackageContentTests
{
    /// <summary>What nuget.org takes.</summary>
    private const long LargestPackage = 250L << 20;

    private static readonly string[] Libraries = ["Vae.Data", "Vae.MLNet", "Vae.Training", "Vae.Training.Features"];

    public static TheoryData<string> LibraryNames => [.. Libraries];

    [Fact]
    public void The_feed_holds_the_libraries_the_tool_and_the_tool_for_this_platform()
    {
        var names = PackageFeed.Files.Select(NameOf).ToArray();
        Assert.Equal(["Vae.Cli", $"Vae.Cli.{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}", .. Libraries], names.Order(StringComparer.Ordinal));
        Assert.All(PackageFeed.Files, file => Assert.InRange(new FileInfo(file).Length, 1, LargestPackage));
    }

    [Fact]
    public void Every_package_has_a_page_an_icon_a_licence_and_a_description() => Assert.All(PackageFeed.Files, file =>
    {
        using var package = ZipFile.OpenRead(file);
        var metadata = MetadataOf(package);
        Assert.Equal(("README.md", "icon.png", "MIT"), (Text(metadata, "readme"), Text(metadata, "icon"), Text(metadata, "license")));
        Assert.NotEqual("Package Description", Text(metadata, "description"));
        Assert.All(["README.md", "icon.png"], part => Assert.NotNull(package.GetEntry(part)));
    });

    [Theory]
    [MemberData(nameof(LibraryNames))]
    public void A_library_has_its_comments_and_its_symbols(string name)
    {
        using var package = ZipFile.OpenRead(FileOf(name));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.xml"));
        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(FileOf(name), "snupkg"));
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{name}.pdb"));
    }

    [Theory]
    [InlineData("Vae.Data", new[] { "Vae.MLNet" })]
    [InlineData("Vae.Training", new[] { "Vae.MLNet" })]
    [InlineData("Vae.MLNet", new string[0])]
    [InlineData("Vae.Training.Features", new string[0])]
    public void Packages_of_ours_ask_for_the_very_version_of_each_other(string name, string[] ours)
    {
        var wanted = WantedBy(name).Where(package => package.Key.StartsWith("Vae.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(ours, wanted.Select(package => package.Key));
        Assert.All(wanted, package => Assert.Equal($"[{VersionOf(FileOf(name))}]", package.Value));
    }

    [Fact]
    public void No_package_brings_native_libraries_that_a_program_chooses_and_mlnet_has_an_upper_bound()
    {
        Assert.DoesNotContain(Libraries.SelectMany(WantedBy), package =>
            package.Key is "Microsoft.ML.OnnxRuntime" or "Microsoft.ML.OnnxRuntime.Gpu" || package.Key.StartsWith("libtorch", StringComparison.Ordinal));
        Assert.Equal("[5.0.1, 5.1.0)", WantedBy("Vae.MLNet")["Microsoft.ML"]);
    }

    [Fact]
    public void The_tool_for_a_platform_holds_native_libraries_of_that_platform_alone()
    {
        var foreign = Foreign();
        using var package = ZipFile.OpenRead(FileOf("Vae.Cli.linux-x64"));
        Assert.Contains(package.Entries, entry => entry.Name == "libtorch_cpu.so");
        Assert.DoesNotContain(package.Entries, entry => foreign.IsMatch(entry.FullName));
    }

    [Fact]
    public void Versions_that_pages_name_are_those_that_we_are_built_with()
    {
        var versions = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        var pages = Directory.GetFiles(Repository.PathOf("src"), "README.md", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Repository.PathOf("docs"), "*.md")).Append(Repository.PathOf("README.md"));
        var lines = pages.SelectMany(page => PackagePage.LinesOf(File.ReadAllText(page))).Where(line => line.Version.Length > 0).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal(versions[line.Name], line.Version));
    }

    private static string FileOf(string name) => PackageFeed.Files.Single(file => NameOf(file) == name);

    private static string NameOf(string file) => PackageName().Match(Path.GetFileName(file)).Groups["name"].Value;

    private static string VersionOf(string file) => PackageName().Match(Path.GetFileName(file)).Groups["version"].Value;

    /// <summary>The packages that a package of ours asks for, and their versions.</summary>
    private static Dictionary<string, string> WantedBy(string name)
    {
        using var package = ZipFile.OpenRead(FileOf(name));
        return MetadataOf(package).Descendants().Where(element => element.Name.LocalName == "dependency")
            .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);
    }

    private static XElement MetadataOf(ZipArchive package)
    {
        using var stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string Text(XElement metadata, string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    [GeneratedRegex(@"^(?<name>.+?)\.(?<version>\d+\.\d+\.\d+.*)\.nupkg$")]
    private static partial Regex PackageName();

    [GeneratedRegex(@"/(LibTorchSharp|libSkiaSharp|onnxruntime)\.dll$|\.dylib$|/(win|osx|linux-arm|linux-musl|android|ios)")]
    private static partial Regex Foreign();
}
