using Vae.Data.Sources;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Images;

namespace Vae.Data;

/// <summary>
/// The paths that a run reads and writes, checked before any work: nothing that is read is overwritten, no two results go to one place, and every
/// result can be written. Paths are compared
/// by where they lead: through links, other spellings and hard links. Devices and FIFOs are written into and may be named as often as one likes.
/// </summary>
public sealed class RunPaths
{
    /// <summary>Enough to see a full disk, little enough to cost nothing.</summary>
    private const int ProbeBytes = 1 << 16;

    private readonly List<(string Path, string What)> _read = [];
    private readonly List<(string Path, string Option, bool IsFolder)> _written = [];

    /// <summary>Adds what is read.</summary>
    /// <param name="path">A file, several by a pattern, or a folder of images; null where none is read.</param>
    /// <param name="what">What messages call it, such as <c>data file</c>.</param>
    public RunPaths Reads(string? path, string what)
    {
        if (path is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            _read.AddRange(TableFiles.IsPattern(path) ? TableFiles.Of(path).Select(file => (file, what)) : [(path, what)]);
        }

        return this;
    }

    /// <summary>Adds a model file that is read, and the decoder beside it.</summary>
    /// <param name="path">Path of <c>model.onnx</c>.</param>
    public RunPaths ReadsModel(string path) => Reads(path, "the model").Reads(VaeModelFile.DecoderPath(path), "the model's decoder");

    /// <summary>Adds a result.</summary>
    /// <param name="path">Path of the file; null where none is asked for.</param>
    /// <param name="option">The option that names it.</param>
    public RunPaths Writes(string? path, string option) => Add(path, option, isFolder: false);

    /// <summary>Adds a model file to write, and the decoder beside it.</summary>
    /// <param name="path">Path of the model file.</param>
    /// <param name="option">The option that names it.</param>
    public RunPaths WritesModel(string path, string option) =>
        FilePlace.Of(path).IsStream ? Writes(path, option) : Writes(path, option).Writes(VaeModelFile.DecoderPath(path), $"the decoder of {option}");

    /// <summary>Adds a folder of results, made where there is none.</summary>
    /// <param name="path">Path of the folder; null where none is asked for.</param>
    /// <param name="option">The option that names it.</param>
    public RunPaths WritesFolder(string? path, string option) => Add(path, option, isFolder: true);

    /// <summary>Checks them all.</summary>
    /// <exception cref="VaeDataException">A result would overwrite what is read or another result, or cannot be written.</exception>
    public void Check()
    {
        for (var i = 0; i < _written.Count; i++)
        {
            var (path, option, isFolder) = _written[i];
            var place = FilePlace.Of(path);
            if (place.IsStream)
            {
                continue;
            }

            if (_read.FirstOrDefault(read => Overwrites(place, isFolder, FilePlace.Of(read.Path))) is { Path: { } lost, What: { } what })
            {
                throw new VaeDataException(
                    $"Path '{path}' of {option} must not be {what} '{lost}', which is read; got {(isFolder ? "its folder" : "the same file")}. "
                    + "Choose another name.");
            }

            if (_written.Take(i).FirstOrDefault(other => FilePlace.Of(other.Path).IsSame(place)) is { Option: { } first })
            {
                throw new VaeDataException($"Path '{path}' of {option} must not be that of {first} too; got one file for both. Choose another name.");
            }

            RequireWritable(path, place, option, isFolder);
        }
    }

    private static bool Overwrites(FilePlace written, bool isFolder, FilePlace read) =>
        written.IsSame(read)
        || (Directory.Exists(read.Path) && written.IsWithin(read)
            && (isFolder || (File.Exists(written.Path) && ImageFormats.OfName(written.Path) != ImageFormat.Unknown)));

    private static void RequireWritable(string path, FilePlace place, string option, bool isFolder)
    {
        if (isFolder)
        {
            if (File.Exists(path))
            {
                throw new VaeDataException($"Path '{path}' of {option} must name a folder; got a file. Choose another name.");
            }

            Probe(path, Path.Combine(Existing(place.Path), "vae.probe"), option);
            return;
        }

        if (Directory.Exists(place.Path) || !Directory.Exists(Path.GetDirectoryName(place.Path)))
        {
            throw new VaeDataException(
                $"Path '{path}' of {option} must name a file in an existing folder; got "
                + $"{(Directory.Exists(place.Path) ? "a folder" : "no such folder")}.");
        }

        Probe(path, place.Path, option);
    }

    /// <summary>The folder, or the nearest one above it that is there.</summary>
    private static string Existing(string folder) =>
        Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } above ? folder : Existing(above);

    /// <summary>Writes a little into a place, and leaves nothing there.</summary>
    private static void Probe(string path, string place, string option)
    {
        try
        {
            using var probe = AtomicFile.Create(place);
            probe.Stream.Write(new byte[ProbeBytes]);
            probe.Stream.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VaeDataException(
                $"Path '{path}' of {option} must be writable; got '{exception.Message}'. Choose another folder, or make room.");
        }
    }

    private RunPaths Add(string? path, string option, bool isFolder)
    {
        if (!string.IsNullOrEmpty(path))
        {
            _written.Add((path, option, isFolder));
        }

        return this;
    }
}
