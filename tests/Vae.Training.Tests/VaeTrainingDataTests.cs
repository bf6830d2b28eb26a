using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.MLNet;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

public sealed class VaeTrainingDataTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Values_that_fill_no_whole_rows_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new VaeTrainingData([1, 2, 3], [new("a"), new("b")]));

        Assert.Equal("Training data must hold whole rows of 2 features, at least one; got 3 values. (Parameter 'features')", error.Message);
        Assert.Throws<ArgumentException>(() => new VaeTrainingData(Array.Empty<float>(), []));
    }

    [Fact]
    public void A_name_given_twice_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new VaeTrainingData([1, 2, 3], [new("a", ["x", "y"]), new("a=y")]));

        Assert.Equal("Feature 'a=y' must be named once; got 2 of them. Rename or ignore a column. (Parameter 'columns')", error.Message);
    }

    [Fact]
    public void Columns_without_a_name_of_their_own_are_refused()
    {
        VaeColumn[][] columns = [[new("a"), new("")], [new("a"), new("a", ["x"])]];

        Assert.All(columns, wrong =>
        {
            var error = Assert.Throws<ArgumentException>(() => new VaeTrainingData([1, 2], wrong));
            Assert.StartsWith("Columns must each have a name of their own; got an empty or a repeated one.", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_column_of_images_is_read_at_the_given_shape_and_rows_without_an_image_are_left_out()
    {
        var shape = new VaeImageShape(1, 16, 16);
        byte[] bytes = [.. Enumerable.Range(0, 32 * 32).SelectMany(place => (byte[])[(byte)place, (byte)place, (byte)place, 255])];
        using var image = MLImage.CreateFromPixels(32, 32, MLPixelFormat.Rgba32, bytes);
        var view = _context.Data.LoadFromEnumerable([new Picture { Image = image }, new Picture(), new Picture { Image = image }]);

        var data = VaeTrainingData.FromDataView(view, "Image", imageShape: shape);

        float[] once = new VaeImageReader(shape).Read(image);
        Assert.Equal((2, shape), (data.Rows, data.ImageShape));
        Assert.Equal([.. once, .. once], data.Features.ToArray());
        Assert.Contains("shape for training must be given", Assert.Throws<ArgumentException>(() => VaeTrainingData.FromDataView(view, "Image")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_is_read_with_its_names_and_gaps()
    {
        var view = _context.Transforms.Concatenate("Features", "Speed", "Load").Fit(Table()).Transform(Table());

        var data = VaeTrainingData.FromDataView(view);

        Assert.Equal(["Speed", "Load"], data.Columns.Select(column => column.Name));
        Assert.Equal([1, 10, 2, float.NaN, 3, 30], data.Features.ToArray());
        Assert.Equal((3, 2), (data.Rows, data.FeatureCount));
    }

    [Fact]
    public void A_row_without_an_array_is_a_row_without_any_value()
    {
        var view = _context.Data.LoadFromEnumerable([new Reading { Values = [1, 2] }, new Reading(), new Reading { Values = [] }, new Reading { Values = [3, 4] }]);

        Assert.Equal([1, 2, float.NaN, float.NaN, float.NaN, float.NaN, 3, 4], VaeTrainingData.FromDataView(view, "Values").Features.ToArray());
    }

    [Fact]
    public void A_row_of_a_wrong_length_is_refused()
    {
        var view = _context.Data.LoadFromEnumerable([new Reading { Values = [1, 2] }, new Reading { Values = [3] }]);

        var error = Assert.Throws<ArgumentException>(() => VaeTrainingData.FromDataView(view, "Values"));

        Assert.Equal("Row 2 must hold 2 values in column 'Values'; got 1. Pass NaN for each missing value, or no array for a row without any.", error.Message);
    }

    [Fact]
    public void Features_without_names_are_numbered()
    {
        var data = VaeTrainingData.FromDataView(_context.Data.LoadFromEnumerable(new[] { new Vector { Sensors = [1, 2] }, new Vector { Sensors = [3, 4] } }), "Sensors");

        Assert.Equal(["Feature0", "Feature1"], data.Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_missing_column_is_named_with_those_there_are()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => VaeTrainingData.FromDataView(Table()));

        Assert.Equal("Input column 'Features' must be in the data; got columns 'Speed', 'Load', 'Name'. Make it with Concatenate, or name the columns to learn from: columnNames. (Parameter 'featureColumnName')", error.Message);
    }

    [Theory]
    [InlineData("Speed", "Single")]
    [InlineData("Name", "String")]
    public void A_column_that_is_no_vector_of_numbers_is_refused(string column, string type)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => VaeTrainingData.FromDataView(Table(), column));

        Assert.Equal($"Input column '{column}' must be a vector of single- or double-precision values, of known size; got {type}. Make a vector with Concatenate. (Parameter 'featureColumnName')", error.Message);
    }

    [Fact]
    public void A_vector_of_three_dimensions_holds_images()
    {
        var data = VaeTrainingData.FromDataView(View(3, 16, 20));

        Assert.Equal(new VaeImageShape(3, 16, 20), data.ImageShape);
        Assert.Empty(data.Columns);
        Assert.Equal((2, 960), (data.Rows, data.FeatureCount));
    }

    [Fact]
    public void A_flat_vector_holds_images_where_the_caller_says_so()
    {
        var shape = new VaeImageShape(1, 16, 20);

        Assert.Equal(shape, VaeTrainingData.FromDataView(View(320), imageShape: shape).ImageShape);
        Assert.Null(VaeTrainingData.FromDataView(View(320)).ImageShape);
    }

    [Fact]
    public void Dimensions_in_another_order_are_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => VaeTrainingData.FromDataView(View(16, 20, 3)));

        Assert.Equal(
            "Input column 'Features' must have dimensions [channels, height, width] with 1 or 3 channels; got [16, 20, 3]. "
            + "Call ExtractPixels with interleavePixelColors: false and without the alpha channel. (Parameter 'featureColumnName')",
            error.Message);
    }

    [Fact]
    public void A_vector_that_cannot_hold_the_images_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => VaeTrainingData.FromDataView(View(320), imageShape: new(1, 16, 16)));

        Assert.StartsWith("Input column 'Features' must be a vector of images of 1 x 16 x 16; got [320].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_are_cut_off_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new VaeTrainingData(new float[300], new VaeImageShape(1, 16, 16)));

        Assert.StartsWith("Training data must hold whole images of 1 x 16 x 16 pixels, 256 values each; got 300 values.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Two rows of zeros, of such dimensions.</summary>
    private IDataView View(params int[] dimensions)
    {
        var schema = SchemaDefinition.Create(typeof(FeatureRow));
        schema[nameof(FeatureRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        var row = new FeatureRow { Features = new float[dimensions.Aggregate(1, (product, size) => product * size)] };
        return _context.Data.LoadFromEnumerable(new[] { row, row }, schema);
    }

    private IDataView Table() => _context.Data.LoadFromEnumerable(new[]
    {
        new Measurement { Speed = 1, Load = 10, Name = "a" }, new Measurement { Speed = 2, Load = float.NaN, Name = "b" }, new Measurement { Speed = 3, Load = 30, Name = "c" },
    });

    private sealed class Measurement
    {
        public float Speed { get; set; }

        public float Load { get; set; }

        public string Name { get; set; } = "";
    }

    private sealed class Vector
    {
        [VectorType(2)]
        public float[] Sensors { get; set; } = [];
    }

    private sealed class Picture
    {
        [ImageType(32, 32)]
        public MLImage? Image { get; set; }
    }

    private sealed class Reading
    {
        [VectorType(2)]
        public float[]? Values { get; set; }
    }
}
