using Vae.Service.Hosting;

namespace Vae.Service.Tests;

/// <summary>Settings that the service does not start with.</summary>
public sealed class SettingTests
{
    [Theory]
    [InlineData("Setting 'Service:Models' must name the folder with the model files; got nothing. Start with --models FOLDER.")]
    [InlineData("Setting 'Service:Models' must be a folder that exists; got '/no/such/folder'. Make it, or check the spelling.", "--models", "/no/such/folder")]
    [InlineData("Setting 'Service:ApiKey' must have at least 16 characters; got 5. Make it long and random.", "--models", ".", "--Service:ApiKey=short")]
    [InlineData("Setting 'Service:MaxRows' must be at least 1; got 0.", "--models", ".", "--Service:MaxRows=0")]
    [InlineData("Setting 'Service:Timeout' must be above zero; got 00:00:00.", "--models", ".", "--Service:Timeout=00:00:00")]
    [InlineData(
        "Setting 'Service:MicroBatch:MaxRows' must be at least 1, which switches micro-batching off; got 0.", "--models", ".", "--Service:MicroBatch:MaxRows=0")]
    public void A_setting_out_of_range_is_named(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<ServiceOptionException>(() => { _ = ScoringService.Create(arguments); }).Message);

    [Theory]
    [InlineData("--Service:MaxRow=5", "MaxRow")]
    [InlineData("--Service:MaxRows=many", "MaxRows")]
    public void A_setting_that_is_none_is_named(string argument, string name)
    {
        var message = Assert.Throws<ServiceOptionException>(() => { _ = ScoringService.Create(["--models", ".", argument]); }).Message;
        Assert.StartsWith("Settings of 'Service' must be those of README.md. ", message, StringComparison.Ordinal);
        Assert.Contains(name, message, StringComparison.Ordinal);
    }
}
