using System.Runtime.InteropServices;

namespace Vae.Training.Native;

/// <summary>
/// Settings of the OpenMP runtime that libtorch brings along. It reads them from the C environment when it is loaded, which .NET's own
/// <see cref="Environment.SetEnvironmentVariable(string, string)"/> does not reach on Linux.
/// </summary>
internal static partial class OpenMp
{
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>
    /// Lets idle threads sleep instead of spin, unless the user has chosen otherwise. Spinning threads take the processor from those with work as
    /// soon as anything else
    /// runs on the machine: training then slows down several times over.
    /// </summary>
    public static void WaitPassively()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(WaitPolicy) is null)
        {
            _ = SetEnvironment(WaitPolicy, "PASSIVE", overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
