using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Images;

/// <summary>
/// Photographs in tiles, by a model that can be computed by hand: of a tile the score is the sum of the squares of all pixels but its first two, the
/// heat of these 0 and of the others their square.
/// </summary>
public sealed class TilingTests : IDisposable
{
    /// <summary>Two tiles beside each other, which share columns 14 and 15.</summary>
    private static readonly VaeTiling Two = VaeTiling.Of(new(1, 16, 30), 16, 16);

    private static readonly TinyModel Tiny = new() { Features = 256, InputShape = [1, 16, 16], Tiling = Two };

    private readonly VaeModel _model = Tiny.Load();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void As_few_tiles_as_overlap_by_an_eighth_are_spread_evenly()
    {
        var tiling = VaeTiling.Of(new(3, 1200, 1600), 256, 256);

        Assert.Equal([0, 224, 448, 672, 896, 1120, 1344], tiling.Lefts);                // (1600 - 256) / 6 = 224 = 256 - 32
        Assert.Equal([0, 189, 378, 566, 755, 944], tiling.Tops);                        // (1200 - 256) / 5 = 188.8: five would be 236 apart
        Assert.Equal(42, tiling.Count);
        Assert.Equal("7 x 6 tiles of 256 x 256", tiling.ToString());
        Assert.Equal((new VaeImageShape(3, 1200, 1600), new VaeImageShape(3, 256, 256)), (tiling.Photograph, tiling.Tile));
    }

    [Theory]
    [InlineData(16, 16, 1)]
    [InlineData(17, 16, 2)]
    [InlineData(30, 16, 2)]
    [InlineData(31, 16, 3)]
    [InlineData(4000, 320, 15)]
    public void Nothing_is_left_out_and_nothing_looked_at_twice_without_need(int side, int tile, int count)
    {
        var lefts = VaeTiling.Of(new(1, tile, side), tile, tile).Lefts;

        Assert.Equal(count, lefts.Count);
        Assert.Equal((0, side - tile), (lefts[0], lefts[^1]));
        Assert.All(lefts.Zip(lefts.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, tile - (tile / 8)));
    }

    [Theory]
    [InlineData(100, 100, 128, 64, "Tiles must be no larger than the photographs, 100 x 100 pixels; got 64 x 128.")]
    [InlineData(100, 100, 0, 64, "Image shape '1 x 0 x 64' must have 1 or 3 channels and sides of 16 to 320 pixels; got another.")]
    [InlineData(1000, 1000, 321, 64, "Image shape '1 x 321 x 64' must have")]
    [InlineData(8, 1000, 16, 16, "Image shape '1 x 8 x 1000' must have 1 or 3 channels, sides of 16 pixels or more and at most 100 million pixels; got another.")]
    [InlineData(20000, 20000, 320, 320, "Image shape '1 x 20000 x 20000' must have")]
    [InlineData(1000, 1000, 16, 16, "A photograph must have at most 1,024 tiles; got 5,184 of 16 x 16 on 1000 x 1000 pixels.")]
    public void Tiles_that_make_no_sense_are_refused(int height, int width, int tileHeight, int tileWidth, string flaw) => Assert.StartsWith(
        flaw, Assert.Throws<ArgumentOutOfRangeException>(() => VaeTiling.Of(new(1, height, width), tileHeight, tileWidth)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_photograph_has_the_numbers_of_its_oddest_tile()
    {
        var photographs = new float[3 * 480];
        Set(photographs, 0, row: 3, column: 20, 2);                                     // in the second tile alone: 4
        Set(photographs, 1, row: 3, column: 5, 1);                                      // in the first: 1, not over the threshold of 2
        Set(photographs, 2, row: 0, column: 1, 7);                                      // one of the first two pixels of the first tile: latent

        var scores = _model.Score(photographs);

        Assert.Equal([4, 1, 0], scores.Score);
        Assert.Equal([true, false, false], scores.PredictedLabel);
        Assert.Equal([1e-3f, 0.1f, 1], scores.PValue);
        Assert.Equal([4, 1, 0], scores.ReconstructionError);
        Assert.Equal([0, 0, 24.5f], scores.KlDivergence);                               // 7² / 2, of the first of two equal tiles
        Assert.Equal(4, _model.ScoreRow(photographs.AsSpan(0, 480)).Score);
    }

    [Fact]
    public void A_tile_that_shows_nothing_has_no_say_and_a_photograph_of_such_tiles_no_score()
    {
        var photographs = new float[2 * 480];
        Set(photographs, 0, row: 2, column: 3, float.NaN);                              // the model has no score for the first tile
        Set(photographs, 0, row: 2, column: 25, 1);
        photographs.AsSpan(480).Fill(float.NaN);

        var scores = _model.Score(photographs);

        Assert.Equal([1, float.NaN], scores.Score);
        Assert.Equal([false, true], scores.PredictedLabel);
    }

    [Fact]
    public void The_heatmap_is_stitched_with_shares_that_fall_towards_the_border_of_each_tile()
    {
        var heat = _model.Heatmap([.. Enumerable.Repeat(3f, 480)]);

        Assert.Equal(480, heat.Length);
        Assert.Equal(0, heat[0]);
        Assert.Equal(9, heat[2]);
        Assert.Equal(6, heat[14], 1e-5);                                                // 9 by two thirds: 2 pixels from the end of the first tile, 1 into the second
        Assert.Equal(3, heat[15], 1e-5);                                                // 9 by one third
        Assert.All(heat[30..], value => Assert.Equal(9, value, 1e-5));
        Assert.Equal(heat, _model.FeatureErrors([.. Enumerable.Repeat(3f, 480)]));
        Assert.Equal(2, _model.Reconstruct([.. Enumerable.Repeat(3f, 480)])[15], 1e-5);
    }

    [Fact]
    public void The_tiles_at_once_change_nothing()
    {
        float[] photograph = [.. Enumerable.Range(0, 480).Select(pixel => pixel % 7f)];
        using var one = Tiny.Load(new() { Device = VaeDevice.Cpu, BatchSize = 1 });

        Assert.Equal(_model.Score(photograph).Score, one.Score(photograph).Score);
        Assert.Equal(_model.Heatmap(photograph), one.Heatmap(photograph));
    }

    [Fact]
    public void What_photographs_do_not_have_is_refused_by_name()
    {
        Assert.Equal(new VaeImageShape(1, 16, 30), _model.Info.ImageShape);
        Assert.Equal(480, _model.Info.FeatureCount);
        Assert.DoesNotContain(VaeOutputs.LatentMean, _model.Outputs);
        Assert.Contains("Output 'LatentMean' must be a vector that model", Assert.Throws<ArgumentException>(() => _model.Encode(new float[480])).Message, StringComparison.Ordinal);
        Assert.Contains("must look at whole images to generate some", Assert.Throws<InvalidOperationException>(() => _model.OpenGenerator()).Message, StringComparison.Ordinal);
        Assert.Contains("whole rows of 480 features; got 256", Assert.Throws<ArgumentException>(() => _model.Score(new float[256])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_gives_the_same_and_so_does_what_it_saved()
    {
        var context = new MLContext(seed: 1);
        File.WriteAllBytes(_folder.File("model.onnx"), Tiny.Bytes());
        var data = context.Data.LoadFromEnumerable([new Photograph { Image = Picture(1) }, new Photograph { Image = Picture(2) }]);
        var reader = new VaeImageReader(_model.Info.ImageShape!);
        float[] pixels = [.. reader.Read(Picture(1)), .. reader.Read(Picture(2))];

        using var detector = context.Transforms.DetectAnomaliesWithVae(_folder.File("model.onnx"), "Image").Fit(data);
        context.Model.Save(detector, null, _folder.File("model.zip"));
        using var loaded = (IDisposable)context.Model.Load(_folder.File("model.zip"), out _);

        foreach (var scored in new[] { detector.Transform(data), ((ITransformer)loaded).Transform(data) })
        {
            Assert.Equal(_model.Score(pixels).Score, scored.GetColumn<float>("Score"));
            Assert.Equal(_model.Heatmap(pixels), scored.GetColumn<float[]>("Heatmap").SelectMany(heat => heat));
            Assert.Equal([16, 30], ((VectorDataViewType)scored.Schema["Heatmap"].Type).Dimensions.ToArray());
            Assert.Null(scored.Schema.GetColumnOrNull("LatentMean"));
            using var picture = scored.GetColumn<MLImage>("HeatmapImage").First();
            Assert.Equal((30, 16), (picture.Width, picture.Height));
        }
    }

    [Fact]
    public void Pictures_of_photographs_keep_their_hottest_pixel_when_they_become_smaller()
    {
        var shape = new VaeImageShape(1, 1000, 3000);
        var (pixels, heatmap) = (new float[shape.Length], new float[shape.Length]);
        (pixels[4001], heatmap[4001]) = (200, 50);                                      // row 1, column 1001

        var smaller = MLNet.Images.SmallerPicture.Of(new("a", shape, pixels, heatmap, 3, 0.001f, true, 2), longest: 1500);

        Assert.Equal(new VaeImageShape(1, 500, 1500), smaller.Shape);
        Assert.Equal((50, 50), (smaller.Heatmap[500], smaller.Pixels[500]));            // the mean of 200 and three of 0; the largest heat
        Assert.Equal(50, smaller.Heatmap.Sum());
    }

    private static void Set(float[] photographs, int photograph, int row, int column, float value) =>
        photographs[(photograph * 480) + (row * 30) + column] = value;

    /// <summary>Grey noise of 60 x 32 pixels, which is resized.</summary>
    private static MLImage Picture(int seed)
    {
        var random = new Random(seed);
        byte[] grey = [.. Enumerable.Range(0, 60 * 32).Select(_ => (byte)random.Next(256))];
        return MLImage.CreateFromPixels(60, 32, MLPixelFormat.Bgra32, [.. grey.SelectMany(value => new[] { value, value, value, byte.MaxValue })]);
    }

    private sealed class Photograph
    {
        [ImageType(32, 60)]
        public MLImage Image { get; set; } = null!;
    }
}
