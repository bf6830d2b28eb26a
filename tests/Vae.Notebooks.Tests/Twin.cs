using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Vae.Notebooks.Tests;

/// <summary>
/// The file-based program that a notebook's code makes: the cells in order, with the three changes that a program needs. Usings go to the top, types to the end, and #r
/// lines become a fixed head; a value at a cell's end is handed to <c>display</c>. A fixed tail prints tables and saves pictures as files. The kernel's own word for
/// a table, which no program has, becomes an array.
/// </summary>
internal static class Twin
{
    private const string KernelNamespace = "using Microsoft.DotNet.Interactive.", KernelTable = ".ToTabularDataResource()";

    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>The twin of notebook <c>01-tabular</c> is <c>samples/tabular.cs</c>.</summary>
    public static string PathOf(string notebookName) => Repository.PathOf($"samples/{ShortName(notebookName)}.cs");

    public static string ShortName(string notebookName) => notebookName[(notebookName.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <summary>The whole text of the twin.</summary>
    public static string Of(Notebook notebook)
    {
        var (usings, body, types) = (new SortedSet<string>(StringComparer.Ordinal), new StringBuilder(), new StringBuilder());
        var heading = "";
        foreach (var cell in notebook.Cells)
        {
            if (!cell.IsCode)
            {
                heading = cell.Source.Split('\n').FirstOrDefault(line => line.StartsWith('#'))?.TrimStart('#', ' ') ?? heading;
                continue;
            }

            var code = Split(cell.Source, usings, types);
            if (code.Length > 0)
            {
                body.Append(heading.Length > 0 ? $"// ── {heading} ──\n\n" : "").Append(code).Append("\n\n");
                heading = "";
            }
        }

        var name = Path.GetFileNameWithoutExtension(notebook.Name);
        return Template("Head").Replace("{notebook}", notebook.Name, StringComparison.Ordinal).Replace("{name}", ShortName(name), StringComparison.Ordinal)
            + string.Join("\n", usings) + "\n\n" + body + types + Template("Tail").Replace("{name}", ShortName(name), StringComparison.Ordinal);
    }

    // The statements of a cell; its usings and types go to their places.
    private static string Split(string source, SortedSet<string> usings, StringBuilder types)
    {
        var root = CSharpSyntaxTree.ParseText(source, Script).GetCompilationUnitRoot();
        usings.UnionWith(root.Usings.Select(line => line.ToString()).Where(line => !line.StartsWith(KernelNamespace, StringComparison.Ordinal)));
        var declared = root.Members.OfType<BaseTypeDeclarationSyntax>().ToArray();
        types.AppendJoin("", declared.Select(type => type.ToFullString().Trim('\n') + "\n\n"));

        var directives = root.DescendantTrivia(descendIntoTrivia: false).Where(trivia => trivia.IsDirective).Select(trivia => trivia.FullSpan);
        List<TextChange> changes = [.. root.Usings.Select(line => line.FullSpan).Concat(declared.Select(type => type.FullSpan))
            .Select(span => new TextChange(span, ""))];
        changes.AddRange(directives.Where(span => !changes.Any(change => change.Span.Contains(span))).Select(span => new TextChange(span, "")));
        if (root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last })
        {
            changes.Add(new(last.Expression.Span, $"display({last.Expression});"));
        }

        return SourceText.From(source).WithChanges(changes.OrderBy(change => change.Span.Start)).ToString().Trim('\n')
            .Replace(KernelTable, ".ToArray()", StringComparison.Ordinal);
    }

    private static string Template(string part)
    {
        using var stream = typeof(Twin).Assembly.GetManifestResourceStream($"Twin{part}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
