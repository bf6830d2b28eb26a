using Vae.MLNet.TestModels;
using static Vae.MLNet.Tests.Contract.Refusal;

namespace Vae.MLNet.Tests.Contract;

/// <summary>Metadata that does not fit the graph, or a number outside its range: one test per key.</summary>
public sealed class StrangeMetadataTests
{
    private const string Four = """[{"name":"a","categories":null},{"name":"b","categories":null},{"name":"c"},{"name":"d"}""";
    private const string Once = "categories that stand once, and no column with the name of another's feature; got a=x";

    [Theory]
    [InlineData("[]", "columns of 4 features, as 'vae.inputShape' says; got 0 features")]
    [InlineData("""[{"name":"a","categories":null}]""", "columns of 4 features, as 'vae.inputShape' says; got 1 features")]
    [InlineData(Four + """,{"name":"e","categories":["x","y"]}]""", "columns of 4 features, as 'vae.inputShape' says; got 6 features")]
    [InlineData("""[{"name":"a"},{"name":"b"},{"name":"a"},{"name":"c"}]""", "column names that stand once; got a")]
    [InlineData("""[{"name":"a"},{"name":""},{"name":"b"},{"name":"c"}]""", "columns with a name; got one without")]
    [InlineData("""[{"name":"a"},{"name":null},{"name":"b"},{"name":"c"}]""", "columns with a name; got one without")]
    [InlineData("""[{"name":"a"},null,{"name":"b"},{"name":"c"}]""", "columns with a name; got one without")]
    [InlineData("""[{"name":"a","categories":["x","x"]},{"name":"b"},{"name":"c"}]""", Once)]
    [InlineData("""[{"name":"a","categories":["x","y"]},{"name":"a=x"},{"name":"c"}]""", Once)]
    [InlineData("""[{"name":"a","categories":["x",null]},{"name":"b"},{"name":"c"}]""", "columns whose categories are texts; got null")]
    public void Columns_that_do_not_fit(string columns, string flaw) => Refused("vae.columns", columns, flaw);

    [Theory]
    [InlineData("""[{"name":"a","offset":5},{"name":"b"},{"name":"c"},{"name":"d"}]""", "vae.format", "2, as a column has more than a name and categories; got 1")]
    [InlineData("""[{"name":"a","cycles":["Hour"]},{"name":"b"},{"name":"c"}]""", "vae.format", "3, as a column holds dates; got 1")]
    [InlineData("""[{"name":"a","missing":["x"]},{"name":"b"},{"name":"c"},{"name":"d"}]""", "vae.format", "2, as a column has more than a name and categories; got 1")]
    [InlineData("""[{"name":"a","missing":[null]},{"name":"b"},{"name":"c"},{"name":"d"}]""", "vae.columns", "columns whose missing values are texts; got null")]
    [InlineData("""[{"name":"a","categories":["x","y"],"offset":5},{"name":"c"},{"name":"d"}]""", "vae.columns", "columns with finite offsets, of numbers only; got another")]
    public void What_an_older_reader_would_not_see(string columns, string key, string flaw) =>
        Refused("vae.columns", columns, flaw, named: key);

    [Fact]
    public void Columns_of_images() => Refused("vae.columns", Four + "]", "none for a model of images; got 4", TinyImages);

    [Theory]
    [InlineData("[]")]
    [InlineData("[0]")]
    [InlineData("[-4]")]
    [InlineData("[2000000]")]
    [InlineData("[2,2]")]
    [InlineData("[2,2,2]")]
    [InlineData("[1,0,2]")]
    [InlineData("[1,2,321]")]
    [InlineData("[1,2,3,4]")]
    public void Input_shapes_that_cannot_be(string shape) => Refused(
        "vae.inputShape", shape, $"[features] or [1 or 3 channels, height, width] with sides of at most 320 pixels; got "
            + $"[{shape.Trim('[', ']').Replace(",", ", ", StringComparison.Ordinal)}]");

    [Theory]
    [InlineData("""{"height":16,"width":30,"tops":[0],"lefts":[1,14]}""", "tiles from 0 to the end of the photograph, rising, without a gap between them; got 2 x 1 tiles of 16 x 16")]
    [InlineData("""{"height":16,"width":30,"tops":[0],"lefts":[0,13]}""", "tiles from 0 to the end of the photograph, rising, without a gap between them; got 2 x 1 tiles of 16 x 16")]
    [InlineData("""{"height":16,"width":40,"tops":[0],"lefts":[0,24]}""", "tiles from 0 to the end of the photograph, rising, without a gap between them; got 2 x 1 tiles of 16 x 16")]
    [InlineData("""{"height":16,"width":30,"tops":[0],"lefts":[0,14,14]}""", "tiles from 0 to the end of the photograph, rising, without a gap between them; got 3 x 1 tiles of 16 x 16")]
    [InlineData("""{"height":16,"width":30,"tops":[],"lefts":[0,14]}""", "1 to 1024 tiles; got 2 x 0 tiles of 16 x 16")]
    [InlineData("""{"height":16,"width":30}""", "1 to 1024 tiles; got 0 x 0 tiles of 16 x 16")]
    [InlineData("""{"height":-16,"width":30,"tops":[0],"lefts":[0]}""", "1 or 3 channels, sides of 16 pixels or more and at most 100 million pixels; got 1 x 1 tiles of 16 x 16")]
    [InlineData("""{"height":16,"width":2000000000,"tops":[0],"lefts":[0]}""", "1 or 3 channels, sides of 16 pixels or more and at most 100 million pixels; got 1 x 1 tiles of 16 x 16")]
    public void Tiles_that_cannot_be(string tiles, string flaw) => Refused(
        "vae.tiles", tiles, flaw, new TinyModel { Features = 256, InputShape = [1, 16, 16], Tiling = VaeTiling.Of(new(1, 16, 30), 16, 16) });

    [Fact]
    public void A_threshold_that_is_not_the_graphs() => Refused("vae.threshold", "1.301", "2 in single precision, the default of graph input "
        + "'Threshold'; got 1.301");

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void A_threshold_that_is_no_number(string threshold) => Refused("vae.threshold", threshold, $"finite; got {threshold}");

    [Theory]
    [InlineData("1000000000", "between 0 and 1, both excluded; got 1000000000")]
    [InlineData("0", "between 0 and 1, both excluded; got 0")]
    [InlineData("1", "between 0 and 1, both excluded; got 1")]
    [InlineData("-0.1", "between 0 and 1, both excluded; got -0.1")]
    [InlineData("NaN", "between 0 and 1, both excluded; got NaN")]
    public void A_false_alarm_rate_that_is_none(string rate, string flaw) => Refused("vae.falseAlarmRate", rate, flaw);

    [Fact]
    public void A_false_alarm_rate_that_the_rows_cannot_promise() => Refused(
        "vae.falseAlarmRate", "0.0001", "at least 0.00024993751562109475, the smallest that the rows can promise; got "
            + "0.0001", new TinyModel { Threshold = 4 });

    [Theory]
    [InlineData("vae.members", "0", "between 1 and 1000; got 0")]
    [InlineData("vae.members", "-3", "between 1 and 1000; got -3")]
    [InlineData("vae.latentDimension", "0", "between 1 and 1048576; got 0")]
    [InlineData("vae.trainingRows", "-1", "between 1 and 2147483646; got -1")]
    [InlineData("vae.calibrationRows", "0", "between 1 and 2147483646; got 0")]
    [InlineData("vae.calibrationRows", "2147483647", "between 1 and 2147483646; got 2147483647")]
    [InlineData("vae.steps", "-1", "between 0 and 2147483647; got -1")]
    [InlineData("vae.contamination", "0.6", "between 0 and 0.5; got 0.6")]
    [InlineData("vae.contamination", "-1", "between 0 and 0.5; got -1")]
    [InlineData("vae.contamination", "NaN", "between 0 and 0.5; got NaN")]
    [InlineData("vae.references", "Rows", "at least 1, as 'vae.references' is Rows; got 0", "vae.references.vectors")]
    [InlineData("vae.references.vectors", "7", "0, as 'vae.references' is None; got 7")]
    [InlineData("vae.references.bytes", "28", "whole floats, at least one for each of 0 vectors; got 28")]
    [InlineData("vae.references.bytes", "-4", "whole floats, at least one for each of 0 vectors; got -4")]
    [InlineData("vae.versions", """{"TorchSharp":null}""", "a text for each name; got null")]
    [InlineData("vae.parity", """{"Score":1e999}""", """JSON; got '{"Score":1e999}'""")]
    public void A_number_outside_its_range(string key, string value, string flaw, string? named = null) => Refused(key, value, flaw, null, named);

    /// <summary>Readers from before it see a number.</summary>
    [Fact]
    public void A_contamination_that_nobody_knew_is_no_number()
    {
        var file = new TinyModel { Contamination = null }.Detector();
        var metadata = file.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);
        using var model = VaeModel.Load(Google.Protobuf.MessageExtensions.ToByteArray(file), "unknown");

        Assert.Equal(("0", "true"), (metadata["vae.contamination"], metadata["vae.contamination.unknown"]));
        Assert.Null(model.Info.Contamination);
    }

    [Fact]
    public void A_promise_on_fresh_rows_is_taken()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.onnx");
        File.WriteAllBytes(path, new TinyModel { CalibrationRows = 9 }.Bytes());
        float[] scores = [.. Enumerable.Range(1, 9_999).Select(number => number / 1_000f)];

        VaeModelFile.Calibrate(path, scores, 0.0001);

        Assert.Equal(0.0001, VaeModelFile.Inspect(path).FalseAlarmRate);
    }

    private static void Refused(string key, string value, string flaw, TinyModel? tiny = null, string? named = null) => Of(
        model => model.MetadataProps.Single(entry => entry.Key == key).Value = value, VaeModelFault.Invalid, $"metadata '{named ?? key}' must be "
            + $"{flaw} (invalid).", tiny);
}
