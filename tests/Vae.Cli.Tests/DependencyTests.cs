using System.Reflection;
using System.Runtime.CompilerServices;

namespace Vae.Cli.Tests;

/// <summary>The tool is built of what every user has, and the libraries below it do not know each other.</summary>
public sealed class DependencyTests
{
    [Theory]
    [InlineData("Vae.MLNet", new string[] { })]
    [InlineData("Vae.Data", new[] { "Vae.MLNet" })]
    [InlineData("Vae.Training", new[] { "TorchSharp", "Vae.MLNet" })]
    [InlineData("vae", new[] { "Vae.Data", "Vae.MLNet", "Vae.Training" })]
    public void An_assembly_references_only_what_lies_below_it(string name, string[] expected) => Assert.Equal(
        expected,
        Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith("Vae.", StringComparison.Ordinal) || reference.StartsWith("Torch", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Vae.MLNet")]
    [InlineData("Vae.Data")]
    [InlineData("Vae.Training")]
    public void No_library_shows_the_tool_its_internals(string name) =>
        Assert.DoesNotContain("vae", Assembly.Load(name).GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName));
}
