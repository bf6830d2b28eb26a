using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>Checks of the paths on the command line, made before any work starts.</summary>
internal static class Files
{
    /// <summary>Loads the model that the user named.</summary>
    public static VaeModel LoadModel(string path, VaeDevice device) => VaeModel.Load(Existing(path), new() { Device = device });

    /// <summary>Reads what the model that the user named says of itself.</summary>
    public static VaeModelInfo Inspect(string path) => VaeModelFile.Inspect(Existing(path));

    /// <summary>
    /// Changes a copy of a model, proves that it loads, and only then puts it into its place, so that neither file is ever half changed.
    /// </summary>
    public static VaeModelInfo Change(string model, string output, Func<string, VaeModelInfo> change)
    {
        var folder = Directory.CreateTempSubdirectory("vae-");
        try
        {
            var copy = Path.Combine(folder.FullName, "model.onnx");
            OutputFile.Copy(model, copy);
            var info = change(copy);
            VaeModel.Load(copy, new() { Device = VaeDevice.Cpu }).Dispose();
            OutputFile.Copy(copy, output);
            return info;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Lines for a file, or for standard output where none is named.</summary>
    public static CsvSink Lines(string? path) => path is null ? new CsvSink(Console.OpenStandardOutput()) : new CsvSink(path);

    /// <summary>The path of data on disk; null for standard input, which no result can overwrite.</summary>
    public static string? OnDisk(string? data) => data == "-" ? null : data;

    /// <summary>True for a file on disk whose first byte is this one; pipes are left alone.</summary>
    public static bool StartsWith(string path, byte first)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return stream.CanSeek && stream.ReadByte() == first;
    }

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new InputException($"Model file '{path}' must exist; got no such file. Train one with 'vae train'.");
}
