using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Vae.Cli.Tests.Commands;

/// <summary>A table is the same to the tool as lines and as Parquet.</summary>
[Collection(nameof(TrainedModel))]
public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainedModel _model;
    private readonly string _data;

    public ParquetTests(TrainedModel model)
    {
        (_model, _data) = (model, _folder["data.parquet"]);
        string[][] rows = [.. model.Rows.Select(row => row.Split(','))];
        Write(rows[..200], 70, _folder["part-1.parquet"]);
        Write(rows[200..], 70, _folder["part-2.parquet"]);
        Write(rows, rows.Length, _data);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_trains_the_same_model_byte_for_byte_from_one_file_and_from_several()
    {
        foreach (var data in (string[])[_data, _folder["part-?.parquet"]])
        {
            VaeProcess.Answer("train", data, "--label", "kind", "--ignore", "id", "--output", _folder["model.onnx"], "--steps", "100");
            Assert.Equal(File.ReadAllBytes(_model.Path), File.ReadAllBytes(_folder["model.onnx"]));
        }
    }

    [Theory]
    [InlineData("score", "--keep", "id,colour", "--explain", "2")]
    [InlineData("evaluate", "--label", "kind", "--json")]
    [InlineData("explain", "--rows", "8,23")]
    [InlineData("encode", "--keep", "id")]
    [InlineData("reconstruct", "--keep-observed")]
    public void Every_command_answers_the_same(string command, params string[] options)
    {
        var expected = VaeProcess.Answer([command, _model.Path, _model.Data, .. options]);
        Assert.Equal(expected, VaeProcess.Answer([command, _model.Path, _data, .. options]));
        Assert.Equal(Rounded(expected), Rounded(VaeProcess.Answer([command, _model.Path, _folder["part-*.parquet"], .. options])));
    }

    /// <summary>Rows of other batches: the last digits of numbers may differ.</summary>
    private static string[] Rounded(string answer) =>
    [
        .. answer.Split(',', '\n').Select(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("G4", CultureInfo.InvariantCulture) : cell),
    ];

    [Fact]
    public void It_is_inspected_as_lines_are()
    {
        static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").Split('\n').Where(line => !line.Contains("data", StringComparison.Ordinal))];
        var expected = Lines(VaeProcess.Answer("inspect", _model.Data, "--label", "kind"));
        Assert.Equal(expected, Lines(VaeProcess.Answer("inspect", _data, "--label", "kind")));
    }

    [Fact]
    public void Scores_go_into_it_and_out_of_it()
    {
        VaeProcess.Answer("score", _model.Path, _data, "--keep", "id", "--output", _folder["scores.parquet"]);
        Assert.Equal("PAR1"u8, File.ReadAllBytes(_folder["scores.parquet"]).AsSpan(0, 4));
        Assert.Matches(@"Score\s+│ number", VaeProcess.Answer("inspect", _folder["scores.parquet"]));
    }

    [Fact]
    public void Through_a_pipe_it_is_refused_as_it_is_read_from_its_end()
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "bash", ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "vae.dll")}' score '{_model.Path}' - < <(cat '{_data}')"])
        {
            RedirectStandardError = true,
        })!;
        Assert.StartsWith(
            "Data file 'standard input' must be a file on disk, as Parquet is read from its end; got a pipe or a packed file.",
            process.StandardError.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_no_name_fits_is_refused()
    {
        var complaint = VaeProcess.Complaint("score", _model.Path, _folder["none-*.parquet"]);
        Assert.StartsWith($"Data files '{_folder["none-*.parquet"]}' must exist; got none whose name fits.", complaint, StringComparison.Ordinal);
    }

    private static void Write(string[][] rows, int groupRows, string path)
    {
        var schema = new ParquetSchema(
            new DataField<string>("id"), new DataField<float?>("x"), new DataField<double?>("y"), new DataField<string>("colour"), new DataField<string>("kind"));
        using var stream = File.Create(path);
        Task.Run(async () =>
        {
            await using var writer = await ParquetWriter.CreateAsync(schema, stream);
            foreach (var some in rows.Chunk(groupRows))
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(schema.DataFields[0], [.. some.Select(row => row[0])]);
                await group.WriteAsync<float>(schema.DataFields[1], some.Select(row => (float?)float.Parse(row[1], CultureInfo.InvariantCulture)).ToArray());
                await group.WriteAsync<double>(
                    schema.DataFields[2], some.Select(row => row[2] == "" ? null : (double?)double.Parse(row[2], CultureInfo.InvariantCulture)).ToArray());
                await group.WriteAsync(schema.DataFields[3], [.. some.Select(row => row[3] == "" ? null : row[3])]);
                await group.WriteAsync(schema.DataFields[4], [.. some.Select(row => row[4])]);
            }
        }).Wait();
    }
}
