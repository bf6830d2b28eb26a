using System.Runtime.CompilerServices;

namespace Vae.Data.Sources;

/// <summary>How code is compiled that runs for every cell of a file.</summary>
internal static class HotCode
{
    /// <summary>
    /// At its first call, for this very machine. Programs are compiled ahead so that they start soon, for machines of all kinds: such code is
    /// replaced only when most of a short file is read, and a call into it is dear where vector registers are in use. So what is called for each cell
    /// is to be inlined.
    /// </summary>
    public const MethodImplOptions CompiledAtOnce = MethodImplOptions.AggressiveOptimization;
}
