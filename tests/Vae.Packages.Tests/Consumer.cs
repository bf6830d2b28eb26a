using System.Globalization;

namespace Vae.Packages.Tests;

/// <summary>
/// Somebody who has never seen this repository: an empty folder outside of it, the feed of our packages, and a cache that holds none of them.
/// </summary>
public sealed class Consumer : IDisposable
{
    private readonly PackageCache _cache = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("vae-consumer-").FullName;

    public Consumer()
    {
        File.WriteAllText(PathOf("nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="ours" value="{PackageFeed.Folder}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>A file or folder of the consumer's.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>A new console project with a program, and rows for it to read.</summary>
    public void NewProject(string name, string program)
    {
        Dotnet(".", "new", "console", "--output", name).MustSucceed();
        File.WriteAllText(PathOf($"{name}/Program.cs"), program);
        WriteReadings($"{name}/readings.csv");
    }

    /// <summary>Pressure, temperature and the state of a valve, which depend on each other; the last row is odd.</summary>
    public void WriteReadings(string name)
    {
        var random = new Random(1);
        File.WriteAllLines(PathOf(name), ["Pressure,Temperature,Valve", .. Enumerable.Range(0, 300).Select(_ => random.NextSingle()).Select(pressure => string.Create(
            CultureInfo.InvariantCulture, $"{pressure},{20 + (5 * pressure) + (random.NextSingle() / 10)},{(pressure < 0.5 ? "shut" : "open")}")), "0.9,20,shut"]);
    }

    internal CommandRun Dotnet(string folder, params IEnumerable<string> arguments) => Run("dotnet", folder, arguments);

    /// <summary>Runs a program of the consumer's, in a folder of theirs.</summary>
    internal CommandRun Run(string file, string folder, params IEnumerable<string> arguments) =>
        CommandRun.Run(file, PathOf(folder), arguments, ("NUGET_PACKAGES", _cache.Folder), ("CI", null));

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _cache.Dispose();
    }
}
