// What a fresh process makes of the native library: the sum of a small tensor, and the wait policy that OpenMP was given.
// The library is loaded by the module's initializer, as in the tests themselves.
using System.Runtime.InteropServices;
using TorchSharp;

Console.WriteLine(FormattableString.Invariant($"{torch.ones(3).sum().ToSingle()} {Marshal.PtrToStringUTF8(CEnvironment.Get("OMP_WAIT_POLICY"))}"));

/// <summary>The environment as native libraries see it.</summary>
internal static partial class CEnvironment
{
    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Get(string name);
}
