using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;

namespace Vae.Training.Tests;

public sealed class VaeTrainingDataTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Values_that_fill_no_whole_rows_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new VaeTrainingData([1, 2, 3], [new("a"), new("b")]));

        Assert.Equal("Training data must hold whole rows of 2 features, at least one; got 3 values. (Parameter 'features')", error.Message);
        Assert.Throws<ArgumentException>(() => new VaeTrainingData([], []));
    }

    [Fact]
    public void A_name_given_twice_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new VaeTrainingData([1, 2, 3], [new("a", ["x", "y"]), new("a=y")]));

        Assert.Equal("Feature 'a=y' must be named once; got 2 of them. Rename or ignore a column. (Parameter 'columns')", error.Message);
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
    public void Features_without_names_are_numbered()
    {
        var data = VaeTrainingData.FromDataView(_context.Data.LoadFromEnumerable(new[] { new Vector { Sensors = [1, 2] }, new Vector { Sensors = [3, 4] } }), "Sensors");

        Assert.Equal(["Feature0", "Feature1"], data.Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_missing_column_is_named_with_those_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() => VaeTrainingData.FromDataView(Table()));

        Assert.Equal("Input column 'Features' must exist; got columns 'Speed', 'Load', 'Name'. Build it with Concatenate. (Parameter 'featureColumnName')", error.Message);
    }

    [Theory]
    [InlineData("Speed", "Single")]
    [InlineData("Name", "String")]
    public void A_column_that_is_no_vector_of_numbers_is_refused(string column, string type)
    {
        var error = Assert.Throws<ArgumentException>(() => VaeTrainingData.FromDataView(Table(), column));

        Assert.Equal($"Input column '{column}' must be a vector of single-precision numbers of known size; got {type}. Build it with Concatenate. (Parameter 'featureColumnName')", error.Message);
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
}
