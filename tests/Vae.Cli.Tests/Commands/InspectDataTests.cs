using System.Diagnostics;
using System.Text.Json;

namespace Vae.Cli.Tests.Commands;

/// <summary><c>vae inspect</c> of data, and data that come through pipes.</summary>
[Collection(nameof(TrainedModel))]
public sealed class InspectDataTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_is_told_column_by_column_without_training()
    {
        var table = VaeProcess.Answer("inspect", trained.Data, "--label", "kind");
        Assert.Matches(@"id\s+│ left out\s+│ 0\s+│ 280\s+│\s+│ 280 texts, all different, like an identifier", table);
        Assert.Matches(@"y\s+│ number\s+│ 6\s+│ 274\s+│ -[\d.]+ to [\d.]+\s+│", table);
        Assert.Matches(@"colour\s+│ text\s+│ \d+\s+│ 2\s+│", table);
        Assert.Matches(@"kind\s+│ label\s+│", table);
        Assert.EndsWith($"Training would take 280 of 300 rows of '{trained.Data}', 4 features.", table.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_same()
    {
        var report = JsonDocument.Parse(VaeProcess.Answer("inspect", trained.Data, "--json")).RootElement;
        Assert.Equal(300, report.GetProperty("rows").GetInt32());
        Assert.Equal(
            ["id Key", "x Number", "y Number", "colour Categories", "kind Categories"],
            report.GetProperty("columns").EnumerateArray().Select(column => $"{column.GetProperty("name").GetString()} {column.GetProperty("use").GetString()}"));
    }

    [Fact]
    public void Images_are_counted_and_what_cannot_be_read_is_named()
    {
        var digits = Directory.GetFiles(Path.Combine(Repository.Root, "data", "digits", "one")).Order().Take(5).ToArray();
        Directory.CreateDirectory(_folder["images/one"]);
        Array.ForEach(digits, path => File.Copy(path, _folder[$"images/one/{Path.GetFileName(path)}"]));
        File.WriteAllText(_folder["images/one/torn.png"], "no image");
        var table = VaeProcess.Answer("inspect", _folder["images"]);
        Assert.Contains($"6 in '{_folder["images"]}', 5 can be read", table, StringComparison.Ordinal);
        Assert.Contains("'one' (6)", table, StringComparison.Ordinal);
        Assert.Contains("28 x 28 (5)", table, StringComparison.Ordinal);
        Assert.Matches(@"NotAnImage\s+│ .*torn\.png: ", table);
        Assert.Equal(5, JsonDocument.Parse(VaeProcess.Answer("inspect", _folder["images"], "--json")).RootElement.GetProperty("read").GetInt32());
    }

    [Theory]
    [InlineData("cat '{0}' | dotnet '{2}' score '{1}' -")]
    [InlineData("cat '{0}' | dotnet '{2}' score '{1}' /dev/stdin")]
    [InlineData("dotnet '{2}' score '{1}' - < '{0}'")]
    [InlineData("dotnet '{2}' score '{1}' <(cat '{0}')")]
    [InlineData("gzip -c '{0}' | dotnet '{2}' score '{1}' -")]
    public async Task Scores_are_the_same_through_pipes(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // has no such shell
        }

        var tool = Path.Combine(AppContext.BaseDirectory, "vae.dll");
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", string.Format(null, command, trained.Data, trained.Path, tool)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, await error);
        Assert.Equal(VaeProcess.Answer("score", trained.Path, trained.Data), output);
    }

    [Fact]
    public void What_training_leaves_out_stands_beside_the_scores()
    {
        var (exitCode, _, error) = VaeProcess.Run("train", trained.Data, "--label", "kind", "-o", _folder["m.onnx"], "--steps", "30");
        Assert.Equal(0, exitCode);
        Assert.Contains("Column 'id' is left out: 280 texts, all different, like an identifier.", error, StringComparison.Ordinal);
        Assert.Matches(@"Keys\s+│ id", VaeProcess.Answer("inspect", _folder["m.onnx"]));
        var (keys, none) = (VaeProcess.Answer("score", _folder["m.onnx"], trained.Data).Split('\n'), VaeProcess.Answer("score", _folder["m.onnx"], trained.Data, "--no-keys").Split('\n'));
        Assert.EndsWith(",id", keys[0], StringComparison.Ordinal);
        Assert.EndsWith(",r299", keys[300], StringComparison.Ordinal);
        Assert.Equal(none[..^1], keys[..^1].Select(line => line[..line.LastIndexOf(',')]));
    }

    [Fact]
    public void Rows_without_a_header_are_told_from_names_and_the_option_is_named()
    {
        var path = _folder.Write("bare.csv", string.Concat(Enumerable.Range(0, 40).Select(row => $"{(row % 2 == 0 ? "red" : "blue")},{row % 7}.5,{row % 11}.25\n")));
        Assert.Equal(
            $"Data file '{path}' must start with a header row; got what looks like data: '0.5' above numbers. "
            + "Put the column names into the first line; or, if it is data: --no-header.",
            VaeProcess.Complaint("inspect", path));
        Assert.Contains("Column3", VaeProcess.Answer("inspect", path, "--no-header"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_encoding_is_named_by_its_option()
    {
        File.WriteAllBytes(_folder["l.csv"], System.Text.Encoding.Latin1.GetBytes("name,x\nJosé,1\nMaria,2\nJosé,3\n"));
        Assert.Contains("Name what it was written in, such as --encoding latin1, or save it as UTF-8.", VaeProcess.Answer("inspect", _folder["l.csv"]), StringComparison.Ordinal);
        Assert.Contains("name", VaeProcess.Answer("inspect", _folder["l.csv"], "--encoding", "windows-1252"), StringComparison.Ordinal);
        Assert.Contains("must be the name of an encoding", VaeProcess.Run("inspect", _folder["l.csv"], "--encoding", "klingon").Error, StringComparison.Ordinal);
    }
}
