using Vae.MLNet.Features;

namespace Vae.MLNet.Monitoring;

/// <summary>Uniform draws that depend on nothing but the seed, the row and the channel: no state to save, the same bits everywhere.</summary>
internal static class TieDraw
{
    /// <summary>Uniform in (0, 1).</summary>
    public static double Of(int seed, long row, int channel)
    {
        var bits = SplitMix.Mix(SplitMix.Mix(SplitMix.Mix((uint)seed) + (ulong)row) + (uint)channel);
        return ((bits >> 12) + 0.5) / (1UL << 52);
    }
}
