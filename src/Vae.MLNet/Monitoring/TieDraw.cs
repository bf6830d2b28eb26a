namespace Vae.MLNet.Monitoring;

/// <summary>Uniform draws that depend on nothing but the seed, the row and the channel: no state to save, the same bits everywhere.</summary>
internal static class TieDraw
{
    /// <summary>Uniform in (0, 1), by the mixing function of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    public static double Of(int seed, long row, int channel)
    {
        var bits = Mix(Mix(Mix((uint)seed) + (ulong)row) + (uint)channel);
        return ((bits >> 12) + 0.5) / (1UL << 52);
    }

    private static ulong Mix(ulong bits)
    {
        bits += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
