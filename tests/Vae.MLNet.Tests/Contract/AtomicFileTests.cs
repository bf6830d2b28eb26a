using Vae.MLNet.Contract;

namespace Vae.MLNet.Tests.Contract;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vae-atomic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_link_stays_and_its_target_is_replaced()
    {
        var (target, link) = (Make("target"), Path.Combine(_folder, "link"));
        File.CreateSymbolicLink(link, target);
        AtomicFile.Write(link, "new"u8);
        Assert.Equal(("new", target), (File.ReadAllText(target), new FileInfo(link).LinkTarget));
    }

    [Fact]
    public void A_link_to_nothing_makes_its_target()
    {
        var (target, link) = (Path.Combine(_folder, "target"), Path.Combine(_folder, "link"));
        File.CreateSymbolicLink(link, "target");
        AtomicFile.Write(link, "new"u8);
        Assert.Equal("new", File.ReadAllText(target));
    }

    [Fact]
    public void The_mode_of_an_older_file_is_kept()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // no modes there
        }

        var path = Make("secret");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Write(path, "new"u8);
        Assert.Equal(("new", UnixFileMode.UserRead | UnixFileMode.UserWrite), (File.ReadAllText(path), File.GetUnixFileMode(path)));
    }

    [Fact]
    public void A_device_is_written_into_and_stays_a_device()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // no device files there
        }

        AtomicFile.Write("/dev/null", "lost"u8);
        Assert.Equal("", File.ReadAllText("/dev/null"));
        Assert.True(FileStatus.Of("/dev/null")!.Value.IsSpecial);
    }

    [Fact]
    public async Task A_fifo_is_written_into()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // no FIFO files there
        }

        var fifo = Path.Combine(_folder, "fifo");
        using (var maker = System.Diagnostics.Process.Start("mkfifo", [fifo]))
        {
            await maker.WaitForExitAsync();
        }

        var reader = Task.Run(() => File.ReadAllText(fifo));
        AtomicFile.Write(fifo, "through"u8);
        Assert.Equal("through", await reader.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal([fifo], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_is_not_committed_leaves_the_older_file_and_no_trace()
    {
        var path = Make("kept");
        using (var file = AtomicFile.Create(path))
        {
            file.Stream.Write("new"u8);
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_dead_runs_left_goes_with_the_next_file_and_what_live_ones_write_stays()
    {
        var dead = Make($"model.onnx.{Guid.NewGuid():N}{TemporaryFile.Suffix}");
        string[] others = [Make("notes.tmp"), Make($"model.onnx.{Guid.NewGuid():N}.tmp"), Make($"a{TemporaryFile.Suffix}"), Make($".x{TemporaryFile.Suffix}")];
        using var live = TemporaryFile.Create(Path.Combine(_folder, "scores.csv"));
        File.WriteAllText(dead, "a dead run's, after this process has looked");

        using var own = TemporaryFile.Create(Path.Combine(_folder, "more.csv"));
        TemporaryFile.Sweep(_folder, own);

        Assert.Equal(others.Append(live.Name).Append(own.Name).Order(), Directory.GetFiles(_folder).Order());
    }

    [Fact]
    public void The_first_file_of_a_process_in_a_folder_removes_what_dead_runs_left_there()
    {
        Make($"model.onnx.{Guid.NewGuid():N}{TemporaryFile.Suffix}");
        var path = Path.Combine(_folder, "new");
        AtomicFile.Write(path, "new"u8);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Files_made_while_others_sweep_are_never_lost()
    {
        using var own = TemporaryFile.Create(Path.Combine(_folder, "own"));
        using var end = new CancellationTokenSource();
        var sweeper = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                TemporaryFile.Sweep(_folder, own);
            }
        });
        for (var i = 0; i < 300; i++)
        {
            AtomicFile.Write(Path.Combine(_folder, "file"), BitConverter.GetBytes(i));
            Assert.Equal(i, BitConverter.ToInt32(File.ReadAllBytes(Path.Combine(_folder, "file"))));
        }

        await end.CancelAsync();
        await sweeper;
    }

    [Fact]
    public async Task Who_is_quick_to_open_the_finished_file_is_not_turned_away()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // a rename there leaves the file open for a moment
        }

        var path = Make("file");
        using var end = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                AtomicFile.Write(path, "new"u8);
            }
        });
        for (var i = 0; i < 3_000; i++)
        {
            Assert.Contains(File.ReadAllText(path), (string[])["new", "old"]);
        }

        await end.CancelAsync();
        await writer;
    }

    [Fact]
    public void A_file_that_a_full_device_does_not_take_is_an_error()
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.Throws<IOException>(() => AtomicFile.Write("/dev/full", "lost"u8));
        }
    }

    private string Make(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "old");
        return path;
    }
}
