using Vae.Pages;

namespace Vae.Fuzz.Tests;

/// <summary>The commands of the pages that start this program have options that it has.</summary>
public sealed class PageCommandsTests
{
    [Fact]
    public void Commands_of_the_pages_are_known()
    {
        var commands = PageCommand.Starting("tests/Vae.Fuzz.Tests");
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Empty(command.UnknownTo(FuzzCommand.Create())));
    }
}
