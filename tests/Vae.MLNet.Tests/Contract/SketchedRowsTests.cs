using Google.Protobuf;
using Vae.MLNet.Contract;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Contract;

/// <summary>What tells rows that trained from others, many at a time.</summary>
public sealed class SketchedRowsTests
{
    [Theory]
    [InlineData(100, 100)]
    [InlineData(20_000, 256)]
    public void Rows_that_trained_are_found_and_of_others_one_in_sixteen(int count, int taken)
    {
        var sketch = SketchedRows.Of(Rows(count, seed: 1), width: 3, seed: 1)!;

        var own = InRange(sketch, Rows(count, seed: 1));
        var others = InRange(sketch, Rows(50_000, seed: 2));
        Assert.Equal(taken, own.Length);
        Assert.All(own, hash => Assert.True(sketch.MayHold(hash)));
        Assert.InRange(sketch.Fill(), 0.05, 0.0625);
        Assert.InRange(others.Average(hash => sketch.MayHold(hash) ? 1.0 : 0), 0.03, 0.09);
        Assert.Equal(taken * 2, sketch.Field.Length);
    }

    [Fact]
    public void Rows_that_repeat_each_other_say_nothing()
    {
        var rows = Rows(1_000, seed: 1);
        float[] twice = [.. rows, .. rows];

        Assert.Null(SketchedRows.Of(twice, width: 3, seed: 1));
        Assert.Null(SketchedRows.Of(rows.AsSpan(0, 3 * (SketchedRows.FewestRows - 1)), width: 3, seed: 1));
        Assert.Equal(40, SketchedRows.Of([.. twice, .. Rows(20, seed: 2)], width: 3, seed: 1)!.Field.Length);
    }

    /// <summary>So that a list of what rows there could be, hashed once, opens no second file.</summary>
    [Fact]
    public void No_two_tables_share_a_salt_and_equal_runs_do()
    {
        ulong Salt(int table, int seed) => SketchedRows.Of(Rows(300, table), width: 3, seed)!.Salt;

        Assert.Equal(Salt(1, 1), Salt(1, 1));
        Assert.Equal(3, new[] { Salt(1, 1), Salt(2, 1), Salt(1, 2) }.Distinct().Count());
    }

    [Fact]
    public void A_file_keeps_it_and_older_files_have_none()
    {
        var sketch = SketchedRows.Of(Rows(300, seed: 1), width: 3, seed: 1)!;
        using var model = new TinyModel { Sketch = sketch }.Load();
        using var older = new TinyModel().Load();

        Assert.Equal((sketch.Salt, sketch.Range), (model.Info.Sketch!.Salt, model.Info.Sketch.Range));
        Assert.Equal(sketch.Field, model.Info.Sketch.Field);
        Assert.Null(older.Info.Sketch);
    }

    [Theory]
    [InlineData("""{"salt":1,"range":2,"field":""}""", "a field of 1 to 512 bytes; got 0")]
    [InlineData("""{"salt":1,"range":2}""", "a field of 1 to 512 bytes; got 0")]
    [InlineData("""{"salt":-1,"range":2,"field":"AA=="}""", "JSON; got")]
    [InlineData("""{"salt":1,"range":2,"field":"?"}""", "JSON; got")]
    [InlineData("null", "JSON other than null; got")]
    public void A_damaged_one_is_refused(string value, string flaw)
    {
        var file = new TinyModel().Detector();
        file.MetadataProps.Add(new Onnx.StringStringEntryProto { Key = "vae.sketch", Value = value });

        var error = Assert.Throws<VaeModelException>(() => VaeModel.Load(file.ToByteArray(), "damaged"));

        Assert.Contains($"metadata 'vae.sketch' must be {flaw}", error.Message, StringComparison.Ordinal);
    }

    private static ulong[] InRange(TrainingSketch sketch, float[] rows) =>
        [.. rows.Chunk(3).Select(row => sketch.HashInRange(row)).OfType<ulong>()];

    private static float[] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * 3).Select(_ => random.NextSingle())];
    }
}
