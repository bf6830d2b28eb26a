using System.Security.Cryptography;

namespace Vae.MLNet.Contract;

/// <summary>The check that a file is the very one that the caller knows: SHA-256 over all its bytes, as <c>sha256sum</c> prints it.</summary>
internal static class FilePin
{
    /// <summary>Whether a text is such a digest: 64 hexadecimal digits.</summary>
    public static bool IsDigest(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit);

    /// <summary>Refuses other bytes, before anything is made of them. Null takes all.</summary>
    public static void Check(string source, ReadOnlySpan<byte> bytes, string? expected)
    {
        if (expected is null)
        {
            return;
        }

        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!found.Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw VaeModelException.Invalid(
                source, $"the file's SHA-256 must be {expected.ToLowerInvariant()}, as it is pinned; got {found} (invalid). "
                    + "Get the file from its maker again, or change the pin.");
        }
    }
}
