namespace Vae.MLNet.Features;

/// <summary>The mixing function of SplitMix64 (Steele, Lea and Flood 2014): near numbers get hashes that know nothing of each other.</summary>
internal static class SplitMix
{
    public static ulong Mix(ulong bits)
    {
        bits += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
