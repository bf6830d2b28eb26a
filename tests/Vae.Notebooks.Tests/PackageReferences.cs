using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Vae.Notebooks.Tests;

/// <summary>
/// What <c>#r "nuget: name, version"</c> lines mean here: the assemblies of that package and of those it depends on, taken from this program's own folder, so that a
/// notebook runs against this build. A package or version that this program was not built with is an error: the notebook's list is complete, or the run fails.
/// </summary>
internal sealed partial class PackageReferences
{
    private readonly Dictionary<string, (string Version, JsonElement Library)> _libraries = new(StringComparer.OrdinalIgnoreCase);

    public PackageReferences()
    {
        var assembly = typeof(PackageReferences).Assembly.GetName().Name;
        var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{assembly}.deps.json")));
        foreach (var library in file.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            var slash = library.Name.IndexOf('/', StringComparison.Ordinal);
            _libraries[library.Name[..slash]] = (library.Name[(slash + 1)..], library.Value);
        }
    }

    /// <summary>The runtime's own assemblies, which every script may use.</summary>
    public static IEnumerable<MetadataReference> Framework { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Reads the <c>#r</c> lines of a cell and blanks them, so that line numbers stay.</summary>
    public (string Code, IReadOnlyList<string> Assemblies) Take(string code)
    {
        var assemblies = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, version) in Directives(code))
        {
            Collect(name, version, assemblies);
        }

        return (Directive().Replace(code, ""), [.. assemblies]);
    }

    /// <summary>The packages and versions that the <c>#r</c> lines of a cell name.</summary>
    public static IEnumerable<(string Name, string Version)> Directives(string code) =>
        Directive().Matches(code).Select(match => (match.Groups["name"].Value, match.Groups["version"].Value));

    private void Collect(string name, string? version, SortedSet<string> assemblies)
    {
        if (!_libraries.TryGetValue(name, out var found))
        {
            // A native package brings no assembly, and this program has the one of its own platform.
            if (name.StartsWith("libtorch-", StringComparison.Ordinal))
            {
                return;
            }

            throw new InvalidOperationException($"Package '{name}' must be one that Vae.Notebooks.Tests is built with; got none. Add it to the project.");
        }

        if (version is not null && version != found.Version)
        {
            throw new InvalidOperationException($"Package '{name}' must have version {found.Version}, as in this build; got {version}. Change the #r line.");
        }

        if (found.Library.TryGetProperty("runtime", out var runtime))
        {
            assemblies.UnionWith(runtime.EnumerateObject().Select(file => Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file.Name))));
        }

        if (found.Library.TryGetProperty("dependencies", out var dependencies))
        {
            foreach (var dependency in dependencies.EnumerateObject())
            {
                Collect(dependency.Name, null, assemblies);
            }
        }
    }

    [GeneratedRegex("""^#r "nuget: *(?<name>[^,"]+), *(?<version>[^"]+)".*$""", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
