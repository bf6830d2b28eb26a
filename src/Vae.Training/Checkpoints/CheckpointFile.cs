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
    private const int Format = 1;

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
            writer.Write(state.Elapsed.Ticks);
            writer.Write(state.Optimizer.Steps);
            writer.Write(state.Sampler.Position);
            writer.Write(state.Sampler.Epoch);
            Write(writer, state.Random);
            Write(writer, state.Sampler.Order);
            Write(writer, state.Optimizer.Weights);
            Write(writer, state.Optimizer.FirstMoments);
            Write(writer, state.Optimizer.SecondMoments);
            Write(writer, state.BestWeights ?? []);
        }

        file.Stream.Write(hash.Hash);
        file.Commit();
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="identity">What the run is that goes on from it.</param>
    /// <exception cref="InvalidDataException">It is no checkpoint, is damaged, or belongs to another run.</exception>
    public static TrainingState Read(string path, CheckpointIdentity identity)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        RequireWhole(path, stream);
        using var reader = new BinaryReader(stream);
        try
        {
            reader.ReadBytes(Kind.Length);
            if (reader.ReadInt32() is var format and not Format)
            {
                throw Refused(
                    path, FormattableString.Invariant($"have format {Format}; got {format} (unsupported)"), "Go on with the version that wrote it");
            }

            identity.Require(path, JsonSerializer.Deserialize<CheckpointIdentity>(reader.ReadString())!);
            return State(reader);
        }
        catch (Exception exception) when (exception is JsonException or EndOfStreamException or FormatException)
        {
            throw Refused(path, $"hold a training state; got what cannot be read ({exception.Message})", "Start anew without it");
        }
    }

    private static TrainingState State(BinaryReader reader)
    {
        var history = JsonSerializer.Deserialize<VaeTrainingProgress[]>(reader.ReadString(), Json)!;
        var (device, step, elapsed) = (reader.ReadString(), reader.ReadInt32(), TimeSpan.FromTicks(reader.ReadInt64()));
        var (steps, position, epoch) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var (random, order) = (Array<byte>(reader), Array<long>(reader));
        var (weights, first, second, best) = (Array<float>(reader), Array<float>(reader), Array<float>(reader), Array<float>(reader));
        return new()
        {
            Device = device,
            Step = step,
            Elapsed = elapsed,
            Optimizer = new(weights, first, second, steps),
            Sampler = new(order, position, epoch),
            Random = random,
            History = history,
            BestWeights = best.Length == 0 ? null : best,
        };
    }

    /// <summary>Refuses another kind of file, and one whose content is not what its digest says.</summary>
    private static void RequireWhole(string path, FileStream stream)
    {
        var kind = new byte[Kind.Length];
        if (stream.ReadAtLeast(kind, kind.Length, throwOnEndOfStream: false) < kind.Length || !Kind.SequenceEqual(kind))
        {
            throw Refused(path, "be a checkpoint of training; got another kind of file", "Name the file that --checkpoint wrote");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(kind);
        var (buffer, left) = (new byte[1 << 16], stream.Length - kind.Length - SHA256.HashSizeInBytes);
        while (left > 0 && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, left)) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        var digest = new byte[SHA256.HashSizeInBytes];
        if (stream.ReadAtLeast(digest, digest.Length, throwOnEndOfStream: false) < digest.Length
            || !digest.AsSpan().SequenceEqual(hash.GetHashAndReset()))
        {
            throw Refused(path, "have the digest that it ends with; got another, so it is damaged", "Copy it again, or start anew without it");
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

    private static InvalidDataException Refused(string path, string rule, string advice) => new($"Checkpoint '{path}' must {rule}. {advice}.");
}
