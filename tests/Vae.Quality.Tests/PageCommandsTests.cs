using Vae.Pages;

namespace Vae.Quality.Tests;

/// <summary>The commands of the pages that start this program have options that it has.</summary>
public sealed class PageCommandsTests
{
    [Fact]
    public void Commands_of_the_pages_are_known()
    {
        var commands = PageCommand.Starting("benchmarks/Vae.Quality");
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Empty(command.UnknownTo(QualityCommand.Create())));
    }
}
