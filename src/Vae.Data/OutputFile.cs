using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>Results that are files: whole or not at all, by the rules that <see cref="RunPaths"/> checks beforehand.</summary>
public static class OutputFile
{
    /// <summary>
    /// Puts a copy of a file into a place: an older file is replaced at once and keeps its mode, a link keeps leading to it, and a device or FIFO
    /// takes the bytes.
    /// </summary>
    /// <param name="from">Path of the file.</param>
    /// <param name="to">Path of the place.</param>
    public static void Copy(string from, string to)
    {
        using var content = File.OpenRead(from);
        using var file = AtomicFile.Create(to);
        content.CopyTo(file.Stream);
        file.Commit();
    }
}
