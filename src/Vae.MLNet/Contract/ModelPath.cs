using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Vae.MLNet.Contract;

/// <summary>Reads a model file from where a path points, which may be anything.</summary>
internal static partial class ModelPath
{
    /// <summary>The file's bytes.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="VaeModelException">Something is there that is no file, or the file is beyond <see cref="FileLimits.FileBytes"/>.</exception>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw VaeModelException.Invalid(path, "the path must name a file; got a folder (invalid). Pass the path of the model file.");
        }

        if (!OperatingSystem.IsWindows())
        {
            CheckKind(path);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        FileMeasure.CheckSize(path, stream.Length);
        var bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length);
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The bytes of a stream from where it stands, whose length nobody has to know.</summary>
    /// <exception cref="VaeModelException">They are beyond <see cref="FileLimits.FileBytes"/>.</exception>
    public static byte[] Read(Stream stream, string source)
    {
        using var bytes = new MemoryStream();
        var part = new byte[81_920];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            bytes.Write(part, 0, read);
            FileMeasure.CheckSize(source, bytes.Length);
        }

        return bytes.ToArray();
    }

    /// <summary>
    /// Opening a pipe waits for somebody who writes into it, and .NET cannot open without waiting. A device gives bytes without having a length.
    /// </summary>
    private static void CheckKind(string path)
    {
        const int closeOnExec = 0x80000, nonBlocking = 0x800, closeOnExecMac = 0x1000000, nonBlockingMac = 0x4;
        var flags = OperatingSystem.IsMacOS() ? closeOnExecMac | nonBlockingMac : closeOnExec | nonBlocking;
        using var handle = new SafeFileHandle(Open(path, flags), ownsHandle: true);
        if (handle.IsInvalid)
        {
            return;                                                                     // opening it again says why, in the words of .NET
        }

        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (!stream.CanSeek || (stream.Length == 0 && stream.ReadByte() >= 0))
        {
            throw VaeModelException.Invalid(path, "the path must name a file; got a pipe or a device (invalid). Pass the path of the model file.");
        }
    }

    /// <summary>Linux and macOS: opens for reading.</summary>
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
