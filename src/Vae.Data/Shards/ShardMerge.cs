using Vae.Data.Shards;
using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>Makes one file of the parts that <see cref="ShardRun"/> left: byte for byte what one run over all rows writes.</summary>
public static class ShardMerge
{
    /// <summary>Merges into a file, which is written whole or not at all.</summary>
    /// <param name="folder">Path of the folder of parts.</param>
    /// <param name="path">Path of the CSV file, in an existing folder.</param>
    /// <returns>What all shards did together; the time is the sum of theirs.</returns>
    /// <exception cref="VaeDataException">A part is missing, damaged, or of another run; the message names it.</exception>
    public static ScoreSummary Run(string folder, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var parts = ShardParts.Of(folder);
        if (parts.Paths.FirstOrDefault(part => FilePlace.Of(part).IsSame(FilePlace.Of(path))) is { } part)
        {
            throw new VaeDataException($"Path '{path}' must not be the part '{part}', which is read; got the same file. Choose another name.");
        }

        if (Path.GetExtension(path).ToLowerInvariant() is (".parquet" or ".tsv" or ".tab") and var other)
        {
            throw new VaeDataException($"Path '{path}' must name a CSV file, as the parts are; got '{other}'. Choose another name.");
        }

        using var file = AtomicFile.Create(path);
        parts.CopyTo(file.Stream);
        file.Commit();
        return parts.Summary();
    }

    /// <summary>Merges into a stream.</summary>
    /// <param name="folder">Path of the folder of parts.</param>
    /// <param name="stream">Takes the lines, once all parts were checked; stays the caller's to dispose.</param>
    /// <returns>As above.</returns>
    /// <exception cref="VaeDataException">As above.</exception>
    public static ScoreSummary Run(string folder, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var parts = ShardParts.Of(folder);
        parts.CopyTo(stream);
        return parts.Summary();
    }
}
