using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Vae.Samples.Tests;

/// <summary>A PostgreSQL server of its own: a new cluster in a temporary folder, on loopback and a free port. Dispose it to stop and remove it.</summary>
internal sealed class PostgresServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vae-postgres-").FullName;

    public PostgresServer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", _folder);   // the server refuses to run as root
        }

        RunTool("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "--no-sync");
        var options = string.Create(CultureInfo.InvariantCulture, $"-h 127.0.0.1 -p {port} -k {_folder} -c fsync=off");
        RunTool("pg_ctl", "start", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", options);
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false");
    }

    /// <summary>Why there is no server here; null where there is one.</summary>
    public static string? Missing => Tools is null ? "No PostgreSQL server is installed below /usr/lib/postgresql (Debian: apt-get install postgresql)." : null;

    public string ConnectionString { get; }

    private static string? Tools { get; } = !Directory.Exists("/usr/lib/postgresql") ? null
        : Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));

    private string Data => Path.Combine(_folder, "data");

    public void Dispose()
    {
        RunTool("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");
        Directory.Delete(_folder, recursive: true);
    }

    private static void RunTool(string name, params string[] arguments)
    {
        var tool = Path.Combine(Tools!, name);
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", tool, .. arguments]);
        }
        else
        {
            Run(tool, arguments);
        }
    }

    /// <summary>Output is thrown away: the server inherits it and would keep a pipe open.</summary>
    private static void Run(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", name, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{name} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}

/// <summary>A test that needs a PostgreSQL server.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
