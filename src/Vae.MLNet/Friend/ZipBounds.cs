using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using Microsoft.ML;
using Vae.MLNet.Contract;

namespace Vae.MLNet.Friend;

/// <summary>
/// Bounds an entry of <c>model.zip</c> before ML.NET unpacks it. Zip readers give out no more bytes than an entry declares, so its declared length is
/// the bound.
/// </summary>
internal static class ZipBounds
{
    /// <summary>ML.NET shows no lengths; where a version of it keeps its entries elsewhere, the file's own limits must do, after unpacking.</summary>
    private static readonly FieldInfo? Entries = typeof(RepositoryReader).GetField("_entries", BindingFlags.Instance | BindingFlags.NonPublic);

    public static void Check(ModelLoadContext ctx, string name, string source)
    {
        if (ctx.Repository is null || Entries?.GetValue(ctx.Repository) is not IReadOnlyDictionary<string, ZipArchiveEntry> entries)
        {
            return;
        }

        var path = Normal(Path.Combine(ctx.Directory ?? "", name));
        foreach (var entry in entries.Values.Where(entry => Normal(entry.FullName) == path))
        {
            FileMeasure.CheckSize(source, entry.Length);
            if (entry.Length > FileLimits.UnpackedBytes && entry.Length / FileLimits.UnpackedRatio > entry.CompressedLength)
            {
                throw VaeModelException.Unsupported(source, string.Create(
                    CultureInfo.InvariantCulture,
                    $"entry '{name}' of the zip must unpack to at most {FileLimits.UnpackedBytes:N0} bytes or {FileLimits.UnpackedRatio} times its "
                        + $"size; got {entry.Length:N0} bytes out of {entry.CompressedLength:N0} (unsupported). No model packs as well: get the "
                        + $"file from its maker again."));
            }
        }
    }

    private static string Normal(string path) => path.Replace('\\', '/').TrimStart('/');
}
