namespace Vae.MLNet.Contract;

/// <summary>
/// 64 bits that stand for a row of features, cell by cell: FNV-1a over the bits of the numbers, all missing values alike and no negative zero; then
/// the finaliser of MurmurHash3. Among millions of rows no two different ones meet by chance. Model files hold bits that it placed: it stays so.
/// </summary>
internal static class RowHash
{
    /// <summary>The hash of a row [features].</summary>
    public static ulong Of(ReadOnlySpan<float> row)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in row)
        {
            var bits = float.IsNaN(value) ? 0x7FC00000U : BitConverter.SingleToUInt32Bits(value + 0f);
            for (var shift = 0; shift < 32; shift += 8)
            {
                hash = (hash ^ ((bits >> shift) & 0xFF)) * 1099511628211UL;
            }
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return hash ^ (hash >> 33);
    }
}
