using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

/// <summary>Encoding and reconstruction, with a model whose latents are its first two features, and which expects 0 for the others.</summary>
public sealed class AnswerRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VaeModel _model = new TinyModel { FillsGaps = true, Columns = [new("a"), new("b"), new("c", ["blue", "red"])] }.Load();
    private readonly string _data;

    public AnswerRunTests() => _data = _folder.Write("t.csv", "id,c,b,a\nx,red,2,1.50\ny,violet,,3\nz,,5,7\n");

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Latents_stand_beside_row_and_kept_columns()
    {
        Assert.Equal(
            "Row,LatentMean1,LatentMean2,id\n1,1.5,2,x\n2,3,0,y\n3,7,5,z\n",
            Lines(lines => EncodeRun.Run(_model, _folder["filled.csv"], lines, new() { Kept = ["id"] })));
        Assert.StartsWith(
            "Row,LatentLogVariance1,LatentLogVariance2\n1,0,0\n",
            Lines(lines => EncodeRun.Run(_model, _folder["filled.csv"], lines, new() { LogVariance = true })));
    }

    [Fact]
    public void A_row_is_replaced_by_what_is_expected_and_texts_by_the_likeliest() => Assert.Equal(
        "Row,a,b,c,id\n1,1.5,2,blue,x\n2,3,0,blue,y\n3,7,5,blue,z\n",
        Lines(lines => ReconstructRun.Run(_model, _folder["filled.csv"], lines, new() { Kept = ["id"] })));

    [Fact]
    public void What_was_observed_is_kept_as_it_stands_and_gaps_are_filled()
    {
        using var model = new TinyModel { FillsGaps = true, Latent = 1, Columns = [new("a"), new("b"), new("c", ["blue", "red"])] }.Load();
        Assert.Equal(
            "Row,a,b,c\n1,1.50,2,red\n2,3,0,violet\n3,7,5,blue\n",
            Lines(lines => ReconstructRun.Run(model, _data, lines, new() { KeepObserved = true })));
    }

    [Fact]
    public void A_kept_column_must_not_be_one_of_the_results()
    {
        var error = Assert.Throws<VaeDataException>(() => Lines(lines => ReconstructRun.Run(_model, _data, lines, new() { Kept = ["a"] })));
        Assert.Equal("Column 'a' of Kept must stand once in the output, whose own columns are Row, a, b, c.", error.Message);
    }

    [Fact]
    public void Images_become_pictures_under_their_names_and_latents_with_a_status()
    {
        const int side = 16;
        using var model = new TinyModel { FillsGaps = true, Features = side * side, InputShape = [1, side, side] }.Load();
        var pixels = Enumerable.Range(0, side * side).Select(place => (byte)(place % 200)).ToArray();
        File.WriteAllBytes(_folder["images.idx3-ubyte"], [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, side, 0, 0, 0, side, .. pixels]);

        var summary = ReconstructRun.Run(model, _folder["images.idx3-ubyte"], _folder["out"]);
        Assert.Equal((1L, 1L), (summary.Rows, summary.Written));
        var picture = VaeImageSet.Open(Directory.GetFiles(_folder["out"]).Single()).Read(model.Info.ImageShape!).Single();
        Assert.Equal([0, 1, .. new float[(side * side) - 2]], picture.Pixels);

        var lines = Lines(sink => EncodeRun.Run(model, _folder["images.idx3-ubyte"], sink));
        Assert.Equal("Row,File,LatentMean1,LatentMean2,Status,Remark\n1,1,0,1,Read,\n", lines);
    }

    [Fact]
    public void Data_of_the_other_kind_are_refused()
    {
        using var images = new TinyModel { FillsGaps = true, Features = 256, InputShape = [1, 16, 16] }.Load();
        Assert.Throws<VaeDataException>(() => Lines(lines => ReconstructRun.Run(images, _data, lines)));
        Assert.Throws<VaeDataException>(() => ReconstructRun.Run(_model, _data, _folder["out"]));
        Assert.Throws<VaeDataException>(() => Lines(lines => EncodeRun.Run(images, _data, lines)));
    }

    private string Lines(Action<CsvSink> run)
    {
        _folder.Write("filled.csv", "id,c,b,a\nx,red,2,1.50\ny,violet,0,3\nz,red,5,7\n");
        using (var sink = new CsvSink(_folder["lines.csv"]))
        {
            run(sink);
        }

        return File.ReadAllText(_folder["lines.csv"]);
    }
}
