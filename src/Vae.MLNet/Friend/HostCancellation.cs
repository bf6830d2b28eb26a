using Microsoft.ML.Runtime;

namespace Vae.MLNet.Friend;

/// <summary>
/// Whether the context that all work belongs to was given up, as ML.NET's AutoML does when its time is over. A cursor has no token of its own.
/// </summary>
internal static class HostCancellation
{
    /// <summary>Throws once it was.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void ThrowIfCancelled(IHostEnvironment environment) => environment.CheckAlive();
}
