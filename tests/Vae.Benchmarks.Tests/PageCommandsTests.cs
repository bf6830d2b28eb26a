using Vae.Pages;

namespace Vae.Benchmarks.Tests;

/// <summary>The commands of the pages that start this program have options that it has.</summary>
public sealed class PageCommandsTests
{
    [Fact]
    public void Commands_of_the_pages_are_known()
    {
        // Options in the first place are BenchmarkDotNet's.
        var commands = PageCommand.Starting("benchmarks/Vae.Benchmarks").Where(command => !command.Arguments[0].StartsWith('-'));
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Empty(command.UnknownTo(BenchmarkCommand.Create())));
    }
}
