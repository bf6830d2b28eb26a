namespace Vae.Cli.Commands;

/// <summary>Results that took long: where their place does not take them after all, they go to another that is named.</summary>
internal static class Keepsake
{
    /// <summary>Writes a result.</summary>
    /// <param name="what">What it is, for the message: <c>The model</c>.</param>
    /// <param name="path">Where it belongs.</param>
    /// <param name="write">Writes it to a path, whole or not at all.</param>
    /// <returns>True where it stands in its place.</returns>
    /// <exception cref="IOException">It can be written nowhere.</exception>
    public static bool Write(string what, string path, Action<string> write)
    {
        try
        {
            write(path);
            return true;
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            var failure = $"{what} could not be written to '{path}': {Sentence(exception)}";
            Console.Error.WriteLine($"{failure} It is kept as '{Elsewhere(path, failure, write)}': move it where it belongs.");
            return false;
        }
    }

    private static string Elsewhere(string path, string failure, Action<string> write)
    {
        foreach (var folder in (string[])[Path.GetTempPath(), Environment.CurrentDirectory])
        {
            try
            {
                var own = OwnFolder(folder);
                var other = Path.Combine(own.FullName, Path.GetFileName(path));
                try
                {
                    write(other);
                    return other;
                }
                catch
                {
                    own.Delete(recursive: true);
                    throw;
                }
            }
            catch (Exception exception) when (IsOfTheDisk(exception))
            {
                failure += $" Nor to '{folder}': {Sentence(exception)}";
            }
        }

        throw new IOException(failure);
    }

    /// <summary>A folder that nobody else may look into: the place it stands for may have been as private.</summary>
    private static DirectoryInfo OwnFolder(string folder)
    {
        var path = Path.Combine(folder, $"vae-kept-{Guid.NewGuid():N}");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Sentence(Exception exception) => exception.Message.TrimEnd('.') + ".";

    private static bool IsOfTheDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
