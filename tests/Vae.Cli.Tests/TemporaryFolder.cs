namespace Vae.Cli.Tests;

/// <summary>A folder of its own for each test class, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vae-cli-").FullName;

    public string this[string name] => Path.Combine(folder, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>A copy of a file, in a folder that is made where there is none.</summary>
    public string Copy(string source, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.Copy(source, this[name]);
        return this[name];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
