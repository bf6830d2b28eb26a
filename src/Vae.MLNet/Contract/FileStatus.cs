using System.Runtime.InteropServices;

namespace Vae.MLNet.Contract;

/// <summary>
/// What a path leads to, links followed: the runtime tells neither the kind of a file nor which paths name the same one, so its own native half is
/// asked.
/// </summary>
/// <param name="Device">The file system's number.</param>
/// <param name="Node">The file's number in it: hard links share it.</param>
/// <param name="Kind">The bits of the mode that name the kind.</param>
internal readonly record struct FileStatus(long Device, long Node, int Kind)
{
    private const int KindMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>True for a device, a FIFO or a socket: neither file nor folder.</summary>
    public bool IsSpecial => Kind is not (Regular or Folder);

    /// <summary>The status of what <paramref name="path"/> leads to; null where there is nothing, and on Windows.</summary>
    public static FileStatus? Of(string path) =>
        !OperatingSystem.IsWindows() && Stat(path, out var found) == 0 ? new(found.Device, found.Node, found.Mode & KindMask) : null;

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out Native status);

    /// <summary>The layout is the runtime's, the same on every Unix.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Native
    {
        public int Flags;
        public int Mode;
        public uint User;
        public uint Group;
        public long Size;
        public long AccessTime;
        public long AccessNanoseconds;
        public long ModificationTime;
        public long ModificationNanoseconds;
        public long ChangeTime;
        public long ChangeNanoseconds;
        public long BirthTime;
        public long BirthNanoseconds;
        public long Device;
        public long SpecialDevice;
        public long Node;
        public uint UserFlags;
    }
}
