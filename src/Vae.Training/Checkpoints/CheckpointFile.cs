using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vae.MLNet.Contract;
using Vae.Training.Learning;

namespace Vae.Training.Checkpoints;

/// <summary>
/// A training state as a file: eight bytes that name the kind, the version of the format, what the state belongs to, the state, and the SHA-256
/// of all before it. Numbers are little-endian, arrays and texts have their length before them.
/// </summary>
internal static class CheckpointFile
{
    private const int Format = 2;

    /// <summary>A report may hold a number that JSON has no word for.</summary>
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static ReadOnlySpan<byte> Kind => "VAECKPT\n"u8;

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(string path, CheckpointIdentity identity, TrainingState state)
    {
        using var file = AtomicFile.Create(path);
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(file.Stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashed))
        {
            writer.Write(Kind);
            writer.Write(Format);
            writer.Write(JsonSerializer.Serialize(identity));
            writer.Write(JsonSerializer.Serialize(state.History, Json));
            writer.Write(state.Device);
            writer.Write(state.Step);
            writer.Write(state.Steps);
            writer.Write(state.Elapsed.Ticks);
            writer.Write(state.Sampler.Position);
            writer.Write(state.Sampler.Epoch);
            Write(writer, state.Random);
            Write(writer, state.Sampler.Order);
            writer.Write(state.Members.Count);
            foreach (var member in state.Members)
            {
                Write(writer, member);
            }
        }

        file.Stream.Write(hash.Hash);
        file.Commit();
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="identity">What the run is that goes on from it.</param>
    /// <param name="kind">What it stands for.</param>
    /// <exception cref="InvalidDataException">It is no checkpoint, is damaged, or belongs to another run.</exception>
    public static TrainingState Read(string path, CheckpointIdentity identity, CheckpointKind kind)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        RequireWhole(path, stream, kind);
        using var reader = new BinaryReader(stream);
        try
        {
            reader.ReadBytes(Kind.Length);
            if (reader.ReadInt32() is var format and not Format)
            {
                throw Refused(
                    kind, path, FormattableString.Invariant($"have format {Format}; got {format} (unsupported)"),
                    "Go on with the version that wrote it");
            }

            identity.Require(kind, path, JsonSerializer.Deserialize<CheckpointIdentity>(reader.ReadString())!);
            return State(reader);
        }
        catch (Exception exception) when (exception is JsonException or EndOfStreamException or FormatException)
        {
            throw Refused(kind, path, $"hold a training state; got what cannot be read ({exception.Message})", $"It is damaged: {kind.Renewal}");
        }
    }

    private static TrainingState State(BinaryReader reader)
    {
        var history = JsonSerializer.Deserialize<TrainingReport[]>(reader.ReadString(), Json)!;
        var (device, step, steps, elapsed) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32(), TimeSpan.FromTicks(reader.ReadInt64()));
        var (position, epoch) = (reader.ReadInt32(), reader.ReadInt32());
        var (random, order) = (Array<byte>(reader), Array<long>(reader));
        var members = new List<MemberState>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            members.Add(Member(reader));
        }

        return new()
        {
            Device = device,
            Step = step,
            Steps = steps,
            Elapsed = elapsed,
            Members = members,
            Sampler = new(order, position, epoch),
            Random = random,
            History = history,
        };
    }

    private static void Write(BinaryWriter writer, MemberState member)
    {
        writer.Write(member.Member);
        writer.Write(member.Optimizer.Steps);
        Write(writer, member.Optimizer.Weights);
        Write(writer, member.Optimizer.FirstMoments);
        Write(writer, member.Optimizer.SecondMoments);
        Write(writer, member.BestWeights ?? []);
    }

    private static MemberState Member(BinaryReader reader)
    {
        var (member, steps) = (reader.ReadInt32(), reader.ReadInt32());
        var (weights, first, second, best) = (Array<float>(reader), Array<float>(reader), Array<float>(reader), Array<float>(reader));
        return new(member, new(weights, first, second, steps), best.Length == 0 ? null : best);
    }

    /// <summary>Refuses another kind of file, and one whose content is not what its digest says.</summary>
    private static void RequireWhole(string path, FileStream stream, CheckpointKind kind)
    {
        var start = new byte[Kind.Length];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !Kind.SequenceEqual(start))
        {
            throw Refused(kind, path, "be a checkpoint of training; got another kind of file", $"Name the file that {kind.Origin} wrote");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(start);
        var (buffer, left) = (new byte[1 << 16], stream.Length - start.Length - SHA256.HashSizeInBytes);
        while (left > 0 && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, left)) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        var digest = new byte[SHA256.HashSizeInBytes];
        if (stream.ReadAtLeast(digest, digest.Length, throwOnEndOfStream: false) < digest.Length
            || !digest.AsSpan().SequenceEqual(hash.GetHashAndReset()))
        {
            throw Refused(
                kind, path, "have the digest that it ends with; got another, so it is damaged", $"Copy it again, or {kind.Renewal}");
        }

        stream.Position = 0;
    }

    private static void Write<T>(BinaryWriter writer, T[] values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static T[] Array<T>(BinaryReader reader)
        where T : unmanaged
    {
        var (length, left) = (reader.ReadInt32(), reader.BaseStream.Length - reader.BaseStream.Position);
        if (length < 0 || (long)length * Marshal.SizeOf<T>() > left)
        {
            throw new EndOfStreamException(FormattableString.Invariant($"{length} numbers in {left} bytes"));
        }

        var values = new T[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static InvalidDataException Refused(CheckpointKind kind, string path, string rule, string advice) =>
        new($"{kind.Noun} '{path}' must {rule}. {advice}.");
}
