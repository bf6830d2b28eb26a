using System.Globalization;

namespace Vae.Cli.Tests;

/// <summary>How often tests of survival try: a few times in the gate, fifty times by hand with VAE_KILLS=50. docs/reliability.md has the command.</summary>
internal static class SurvivalCounts
{
    public static int Kills { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("VAE_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 2;
}
