namespace Vae.Cli.Tests;

/// <summary>A test that needs signals, devices or a shell, and is skipped on Windows.</summary>
internal sealed class PosixFactAttribute : FactAttribute
{
    public const string Reason = "Windows has no such signals and devices.";

    public PosixFactAttribute() => Skip = OperatingSystem.IsWindows() ? Reason : null;
}

/// <summary>The same with cases.</summary>
internal sealed class PosixTheoryAttribute : TheoryAttribute
{
    public PosixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? PosixFactAttribute.Reason : null;
}
