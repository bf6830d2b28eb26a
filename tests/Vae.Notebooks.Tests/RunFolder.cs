namespace Vae.Notebooks.Tests;

/// <summary>A new folder inside the repository's artifacts, the current folder while it lives: what a notebook leaves behind goes with it.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();

    public RunFolder(string name)
    {
        FullName = Path.Combine(AppContext.BaseDirectory, "run", FormattableString.Invariant($"{name}-{Environment.ProcessId}"));
        Directory.CreateDirectory(FullName);
        Directory.SetCurrentDirectory(FullName);
    }

    public string FullName { get; }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(FullName, recursive: true);
    }
}
