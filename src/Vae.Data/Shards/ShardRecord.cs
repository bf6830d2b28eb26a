using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vae.Data.Sources;
using Vae.Data.Sources.Csv;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Data.Shards;

/// <summary>What a finished part says of itself, in JSON beside it.</summary>
/// <param name="Shard">Its number, from 1.</param>
/// <param name="Shards">Number of parts.</param>
/// <param name="Run">Digest of what all parts of one run share: model, files, options.</param>
/// <param name="Files">The files that were read.</param>
/// <param name="FirstRow">The number of its first row, from 1.</param>
/// <param name="Rows">Number of its rows.</param>
/// <param name="Scored">Those with scores.</param>
/// <param name="Anomalies">Those labelled anomalies.</param>
/// <param name="BadRows">Number of those that could not be read, by kind.</param>
/// <param name="FirstBadRow">The first of them, or null.</param>
/// <param name="Remarks">What there was to say of the data.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Bytes">Size of the part.</param>
/// <param name="HeaderBytes">Size of its header.</param>
/// <param name="Sha256">Digest of the part, in hexadecimal.</param>
internal sealed record ShardRecord(
    int Shard, int Shards, string Run, IReadOnlyList<ShardRecord.ReadFile> Files, long FirstRow, long Rows, long Scored,
    long Anomalies, IReadOnlyDictionary<RowFaultKind, long> BadRows, RowFault? FirstBadRow, IReadOnlyList<string> Remarks,
    double Seconds, long Bytes, int HeaderBytes, string Sha256)
{
    private const int MostHeaderBytes = 1 << 24;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>A file that was read.</summary>
    /// <param name="Name">Its name, without the folder, which may be another one on another machine.</param>
    /// <param name="Bytes">Its size.</param>
    /// <param name="Modified">When it was written, in universal time.</param>
    internal sealed record ReadFile(string Name, long Bytes, DateTime Modified);

    /// <summary>The files behind a path or pattern, as they are now.</summary>
    public static IReadOnlyList<ReadFile> FilesOf(string data) =>
    [
        .. (TableFiles.IsPattern(data) ? TableFiles.Of(data) : [data]).Select(path => new FileInfo(path))
            .Select(file => new ReadFile(file.Name, file.Length, file.LastWriteTimeUtc)),
    ];

    /// <summary>The digest of what decides over the bytes of all parts: model, device, files and options.</summary>
    public static string RunOf(VaeModel model, string modelPath, IReadOnlyList<ReadFile> files, ScoreRunOptions options)
    {
        using var stream = File.OpenRead(modelPath);
        object[] shared =
        [
            Convert.ToHexStringLower(SHA256.HashData(stream)), model.Threshold, model.Device.ToString(),
            files.Select(file => (object[])[file.Name, file.Bytes]),
            options.Kept, options.KeepsKeys, options.Explained, options.Missing, options.BadRows.Policy.ToString(), options.Reading.HasHeader,
            options.Reading.Encoding?.WebName ?? "",
        ];
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shared)));
    }

    /// <summary>The record of a part that is finished.</summary>
    public static ShardRecord Of(Shard shard, string run, IReadOnlyList<ReadFile> files, long firstRow, ScoreSummary summary, string part) => new(
        shard.Number, shard.Count, run, files, firstRow, summary.Rows, summary.Scored, summary.Anomalies, summary.BadRows!.Counts,
        summary.BadRows.First, summary.Remarks, summary.Elapsed.TotalSeconds, new FileInfo(part).Length, HeaderOf(part), DigestOf(part));

    /// <summary>The record beside a part; null where there is none that can be read.</summary>
    public static ShardRecord? Find(string part)
    {
        try
        {
            return JsonSerializer.Deserialize<ShardRecord>(File.ReadAllBytes(ShardFiles.Record(part)), Web);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Puts the record beside its part.</summary>
    public void Save(string part) => AtomicFile.Write(ShardFiles.Record(part), JsonSerializer.SerializeToUtf8Bytes(this, Web));

    /// <summary>True where it is of this shard of this run, and the data were not written anew since.</summary>
    public bool IsOf(Shard shard, string run, IReadOnlyList<ReadFile> files) =>
        (Shard, Shards, Run) == (shard.Number, shard.Count, run) && Files.SequenceEqual(files);

    /// <summary>True where the part has the bytes that it had.</summary>
    public bool IsWhole(string part) => File.Exists(part) && new FileInfo(part).Length == Bytes && DigestOf(part) == Sha256;

    /// <summary>What the run said that left the part.</summary>
    public ScoreSummary Summary() => new(Rows, Scored, Anomalies, null, BadRowCounts.Of(BadRows, FirstBadRow), TimeSpan.FromSeconds(Seconds))
    {
        Remarks = Remarks,
    };

    private static int HeaderOf(string path)
    {
        using var stream = File.OpenRead(path);
        var start = new byte[Math.Min(stream.Length, MostHeaderBytes)];
        stream.ReadExactly(start);
        return RecordScanner.First(start).Length;
    }

    private static string DigestOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
