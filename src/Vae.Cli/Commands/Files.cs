using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>Checks of the paths on the command line, made before any work starts.</summary>
internal static class Files
{
    /// <summary>Loads the model that the user named.</summary>
    public static VaeModel LoadModel(string path, VaeDevice device) => VaeModel.Load(Existing(path), new() { Device = device });

    /// <summary>Reads what the model that the user named says of itself.</summary>
    public static VaeModelInfo Inspect(string path) => VaeModelFile.Inspect(Existing(path));

    /// <summary>Refuses an output path that could not be written after an hour of work.</summary>
    public static void RequireWritable(string path, string option)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder) || Directory.Exists(path))
        {
            throw new InputException($"Path '{path}' of {option} must name a file in an existing folder; got {(Directory.Exists(path) ? "a folder" : "no such folder")}.");
        }
    }

    /// <summary>Changes a copy of a model and then gives it its name, so that neither file is ever half changed.</summary>
    public static VaeModelInfo Change(string model, string output, Func<string, VaeModelInfo> change)
    {
        var copy = $"{Path.GetFullPath(output)}.{Guid.NewGuid():N}.tmp";
        File.Copy(model, copy);
        try
        {
            var info = change(copy);
            File.Move(copy, output, overwrite: true);
            return info;
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new InputException($"Model file '{path}' must exist; got no such file. Train one with 'vae train'.");
}
