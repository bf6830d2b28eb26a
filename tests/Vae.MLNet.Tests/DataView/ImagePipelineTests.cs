using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.MLNet.Friend;
using Vae.MLNet.TestModels;
using Vae.MLNet.Tests.Images;

namespace Vae.MLNet.Tests.DataView;

/// <summary>Images in pipelines: as vectors of ExtractPixels, as images, as bytes; heatmaps out.</summary>
public sealed class ImagePipelineTests : IDisposable
{
    private static readonly VaeImageShape Shape = new(3, 16, 20);

    private static readonly TinyModel Tiny = new() { Features = Shape.Length, InputShape = [3, 16, 20], Threshold = 1e7 };

    private static readonly string[] Names = ["photo.png", "photo.jpg", "transparent.png", "one-bit.png"];

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly string _onnx;

    public ImagePipelineTests()
    {
        _onnx = _folder.File("model.onnx");
        File.WriteAllBytes(_onnx, Tiny.Bytes());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_resize_extract_and_detect_works_as_it_stands()
    {
        var data = _context.Data.LoadFromEnumerable(Names.Select(name => new Named { Path = name }));
        var pipeline = _context.Transforms.LoadImages("Image", Path.GetDirectoryName(Fixture.Path("x")), "Path")
            .Append(_context.Transforms.ResizeImages("Image", Shape.Width, Shape.Height, resizing: ImageResizingEstimator.ResizingKind.Fill))
            .Append(_context.Transforms.ExtractPixels("Features", "Image"))
            .Append(_context.Transforms.DetectAnomaliesWithVae(_onnx));
        var scored = pipeline.Fit(data).Transform(data);

        var features = scored.GetColumn<float[]>("Features").ToArray();
        Assert.All(features.Zip(scored.GetColumn<float>("Score")), pair => Assert.Equal(Tiny.Score(pair.First), pair.Second, pair.Second / 1e5));
        Assert.Equal([3, 16, 20], ((VectorDataViewType)scored.Schema["Reconstruction"].Type).Dimensions.ToArray());
    }

    [Fact]
    public void The_planes_of_extract_pixels_are_red_green_blue_as_the_folder_reader_has_them()
    {
        var data = _context.Data.LoadFromEnumerable([new Named { Path = "photo.png" }]);
        var pipeline = _context.Transforms.LoadImages("Image", Path.GetDirectoryName(Fixture.Path("x")), "Path").Append(_context.Transforms.ResizeImages("Image", 64, 48)).Append(_context.Transforms.ExtractPixels("Features", "Image"));

        Assert.Equal(new VaeImageReader(Fixture.Colour).Read(Fixture.Path("photo.png")).Pixels, pipeline.Fit(data).Transform(data).GetColumn<float[]>("Features").Single());
    }

    [Fact]
    public void Images_of_any_size_are_scored_as_the_folder_reader_reads_them_and_a_missing_one_is_an_anomaly_without_a_score()
    {
        var view = _context.Data.LoadFromEnumerable(Pictures());
        using var transformer = Detector().Fit(view);
        var scored = transformer.Transform(view);

        using var model = Tiny.Load();
        var reader = new VaeImageReader(Shape);
        float[] expected = [.. model.Score([.. Names.SelectMany(name => reader.Read(Fixture.Path(name)).Pixels)]).Score, float.NaN];
        Assert.Equal(expected, scored.GetColumn<float>("Score"));
        Assert.Equal([.. expected[..^1].Select(score => score >= 1e7), true], scored.GetColumn<bool>("PredictedLabel"));
    }

    [Fact]
    public void A_vector_without_values_is_a_missing_image_and_not_a_black_one()
    {
        var view = _context.Data.LoadFromEnumerable([new Pixels { Values = new VBuffer<float>(Shape.Length, 0, null, null) }, new Pixels { Values = new VBuffer<float>(Shape.Length, new float[Shape.Length]) }]);
        using var transformer = Detector("Values").Fit(view);

        Assert.Equal([float.NaN, 0], transformer.Transform(view).GetColumn<float>("Score"));
    }

    [Theory]
    [InlineData(true, ImagePixelExtractingEstimator.ColorBits.Rgb, 16, "be a vector of 3 x 16 x 20 values, one colour after the other, as model", "interleavePixelColors: false")]
    [InlineData(false, ImagePixelExtractingEstimator.ColorBits.Red, 16, "be an image, or a vector of 3 x 16 x 20 single- or double-precision values, as model", "ResizeImages and ExtractPixels")]
    [InlineData(false, ImagePixelExtractingEstimator.ColorBits.Rgb, 20, "be a vector of 3 x 16 x 20 values, one colour after the other, as model", "height and width")]
    public void Pixels_in_another_order_or_size_are_refused(bool interleaved, ImagePixelExtractingEstimator.ColorBits colours, int height, string must, string advice)
    {
        var view = _context.Data.LoadFromEnumerable(Pictures());
        var extract = _context.Transforms.ResizeImages("Small", 320 / height, height, "Image").Append(_context.Transforms.ExtractPixels("Features", "Small", colours, interleavePixelColors: interleaved));
        var pixels = extract.Fit(view).Transform(view);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.DetectAnomaliesWithVae(_onnx).Fit(pixels));
        Assert.Contains($"Input column 'Features' must {must}", error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_tables_takes_no_images()
    {
        var view = _context.Data.LoadFromEnumerable(Pictures());
        File.WriteAllBytes(_onnx, new TinyModel().Bytes());

        Assert.Contains("must be a vector", Assert.Throws<ArgumentOutOfRangeException>(() => Detector().Fit(view)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Detector().GetOutputSchema(SchemaShapes.Of(view.Schema)));
    }

    [Fact]
    public void The_heatmap_is_a_vector_of_rows_and_columns_with_its_unit_and_a_picture()
    {
        var view = _context.Data.LoadFromEnumerable(Pictures().Take(1));
        using var transformer = Detector().Fit(view);
        var scored = transformer.Transform(view);

        var column = scored.Schema["Heatmap"];
        Assert.Equal([16, 20], ((VectorDataViewType)column.Type).Dimensions.ToArray());
        var unit = default(ReadOnlyMemory<char>);
        column.Annotations.GetValue("Unit", ref unit);
        Assert.Equal("normal variation: 1 is as odd as normal images are there", unit.ToString());

        using var model = Tiny.Load();
        var pixels = new VaeImageReader(Shape).Read(Fixture.Path("photo.png")).Pixels;
        var heatmap = model.Heatmap(pixels);
        Assert.Equal(heatmap, scored.GetColumn<float[]>("Heatmap").Single());

        var picture = scored.GetColumn<MLImage>("HeatmapImage").Single();
        using var expected = VaeHeatmapPainter.Overlay(pixels, Shape, heatmap);
        Assert.Equal((20, 16), (picture.Width, picture.Height));
        Assert.Equal(expected.Pixels.ToArray(), picture.Pixels.ToArray());
        Assert.Equal((16, 20), (((ImageDataViewType)scored.Schema["HeatmapImage"].Type).Height, ((ImageDataViewType)scored.Schema["HeatmapImage"].Type).Width));
    }

    [Fact]
    public void The_schema_before_fitting_is_that_after()
    {
        var view = _context.Data.LoadFromEnumerable(Pictures());
        var before = Detector().GetOutputSchema(SchemaShapes.Of(view.Schema));
        using var transformer = Detector().Fit(view);

        var after = SchemaShapes.Of(transformer.GetOutputSchema(view.Schema));
        Assert.Equal(
            after.Select(column => (column.Name, column.Kind, column.ItemType.RawType)).OrderBy(column => column.Name, StringComparer.Ordinal),
            before.Select(column => (column.Name, column.Kind, column.ItemType.RawType)).OrderBy(column => column.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_prediction_engine_takes_images_and_gives_heatmaps()
    {
        var view = _context.Data.LoadFromEnumerable(Pictures().Take(1));
        using var transformer = Detector().Fit(view);
        using var engine = _context.Model.CreatePredictionEngine<Picture, Judged>(transformer);
        using var model = Tiny.Load();

        foreach (var (picture, name) in Pictures().Zip(Names))
        {
            var pixels = new VaeImageReader(Shape).Read(Fixture.Path(name)).Pixels;
            var judged = engine.Predict(picture);
            Assert.Equal(model.Score(pixels).Score[0], judged.Score);
            Assert.Equal(model.Heatmap(pixels), judged.Heatmap);
            Assert.Equal((20, 16), (judged.HeatmapImage!.Width, judged.HeatmapImage.Height));
        }

        Assert.True(float.IsNaN(engine.Predict(new Picture()).Score));
    }

    [Fact]
    public void Parallel_cursors_and_a_saved_pipeline_give_the_same_bits_of_images_in_bytes()
    {
        var rows = Enumerable.Range(0, 200).Select(index => new Encoded { Bytes = Fixture.Bytes(Names[index % Names.Length]) });
        var view = _context.Data.LoadFromEnumerable(rows);
        var chain = _context.Transforms.CustomMapping<Encoded, Picture>(Decode, null).Append(Detector());
        var expected = chain.Fit(view).Transform(view).GetColumn<float>("Score").ToArray();
        Assert.Equal(4, expected.Distinct().Count());

        var pictures = _context.Transforms.CustomMapping<Encoded, Picture>(Decode, null).Fit(view).Transform(view);
        using var transformer = Detector().Fit(pictures);
        _context.Model.Save(transformer, pictures.Schema, _folder.File("model.zip"));
        using var loaded = (VaeAnomalyTransformer)new MLContext().Model.Load(_folder.File("model.zip"), out _);
        var scored = loaded.Transform(pictures);
        Assert.Equal(expected, scored.GetColumn<float>("Score"));

        var together = scored.GetRowCursorSet([scored.Schema["Score"], scored.Schema["Image"], scored.Schema["Heatmap"]], 3)
            .SelectMany(cursor => Read(cursor, scored.Schema["Score"], scored.Schema["Image"])).OrderBy(score => score);
        Assert.Equal(expected.Order(), together);
    }

    private static IEnumerable<float> Read(DataViewRowCursor cursor, DataViewSchema.Column score, DataViewSchema.Column image)
    {
        using (cursor)
        {
            var (scoreOf, imageOf) = (cursor.GetGetter<float>(score), cursor.GetGetter<MLImage>(image));
            while (cursor.MoveNext())
            {
                var value = 0f;
                MLImage? picture = null;
                scoreOf(ref value);
                imageOf(ref picture!);
                Assert.Equal((64, 48), (picture.Width, picture.Height));
                yield return value;
            }
        }
    }

    private static void Decode(Encoded encoded, Picture picture) => picture.Image = MLImage.CreateFromStream(new MemoryStream(encoded.Bytes));

    private static IEnumerable<Picture> Pictures() => Names.Select(name => new Picture { Image = MLImage.CreateFromFile(Fixture.Path(name)) }).Append(new Picture());

    private VaeAnomalyEstimator Detector(string column = "Image") => _context.Transforms.DetectAnomaliesWithVae(_onnx, column);

    private sealed class Named
    {
        public string Path { get; set; } = "";
    }

    private sealed class Encoded
    {
        public byte[] Bytes { get; set; } = [];
    }

    private sealed class Picture
    {
        [ImageType(48, 64)]
        public MLImage? Image { get; set; }
    }

    private sealed class Pixels
    {
        [VectorType(960)]
        public VBuffer<float> Values { get; set; }
    }

    private sealed class Judged
    {
        public float Score { get; set; }

        public float[] Heatmap { get; set; } = [];

        [ImageType(16, 20)]
        public MLImage? HeatmapImage { get; set; }
    }
}
