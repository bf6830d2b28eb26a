using System.IO.Enumeration;
using SkiaSharp;

namespace Vae.MLNet.Images;

/// <summary>Image files, by their paths below a folder.</summary>
internal sealed class FileImages : IImageSource
{
    private readonly string _folder;
    private readonly string[] _names;

    private FileImages(string folder, string[] names) => (_folder, _names) = (folder, names);

    public int Count => _names.Length;

    /// <summary>All files with the name of an image, in subfolders too; linked folders are not entered, as they may lead in circles.</summary>
    public static FileImages OfFolder(string folder)
    {
        var files = new FileSystemEnumerable<string>(
            folder,
            (ref FileSystemEntry entry) => Path.GetRelativePath(folder, entry.ToFullPath()).Replace('\\', '/'),
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                IgnoreInaccessible = false,
                AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
            })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory && ImageFormats.OfName(entry.FileName.ToString()) != ImageFormat.Unknown,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return new(folder, [.. files.Order(StringComparer.Ordinal)]);
    }

    public static FileImages OfFile(string path) => new(Path.GetDirectoryName(Path.GetFullPath(path))!, [Path.GetFileName(path)]);

    public string Name(int index) => _names[index];

    public string Label(int index) => _names[index].IndexOf('/', StringComparison.Ordinal) is >= 0 and var end ? _names[index][..end] : "";

    public VaeImage Read(int index, VaeImageReader reader) => reader.Read(PathOf(index));

    public (int Width, int Height)? Size(int index)
    {
        using var codec = SKCodec.Create(PathOf(index));
        return codec is null ? null : (codec.Info.Width, codec.Info.Height);
    }

    public bool IsGrey(int index)
    {
        var isGrey = true;
        using var decoder = new FileInfo(PathOf(index)) is { Exists: true, Length: <= VaeImageReader.MaxBytes } file ? Open(file.FullName) : null;
        if (decoder is { IsStoredAsGrey: false } && (long)decoder.Width * decoder.Height <= VaeImageReader.MaxPixels)
        {
            decoder.Decode(pixels => isGrey = pixels.IsGrey());
        }

        return isGrey;
    }

    private static ImageDecoder? Open(string path)
    {
        try
        {
            return ImageDecoder.Open(File.ReadAllBytes(path), out _);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;   // reading the image will say why
        }
    }

    private string PathOf(int index) => Path.Combine(_folder, _names[index]);
}
