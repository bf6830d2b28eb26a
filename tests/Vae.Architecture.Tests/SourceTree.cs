using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vae.Architecture.Tests;

/// <summary>The source files of a project, and the room that each of its types stands in: the folder below the project, empty for the project's own folder.</summary>
internal sealed class SourceTree
{
    private readonly Dictionary<string, string> _rooms = new(StringComparer.Ordinal);

    public SourceTree(string project)
    {
        var root = Path.Combine(Repository.Root, "src", project);
        Files = [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        foreach (var file in Files)
        {
            var room = Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar)[0] is var first && first == "." ? "" : first;
            foreach (var type in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>())
            {
                var name = type switch
                {
                    BaseTypeDeclarationSyntax declared when declared.Parent is BaseNamespaceDeclarationSyntax => declared.Identifier.Text,
                    DelegateDeclarationSyntax declared when declared.Parent is BaseNamespaceDeclarationSyntax => declared.Identifier.Text,
                    _ => null,
                };

                // A type in parts stands where it is nearest to the door.
                if (name is not null && (!_rooms.TryGetValue(name, out var other) || room.Length < other.Length))
                {
                    _rooms[name] = room;
                }
            }
        }
    }

    public IReadOnlyList<string> Files { get; }

    /// <summary>The rooms that hold a type.</summary>
    public IEnumerable<string> Rooms => _rooms.Values.Where(room => room.Length > 0).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The room of a type, or null for one that the compiler or a generator made.</summary>
    public string? RoomOf(string type) => _rooms.GetValueOrDefault(type);
}
