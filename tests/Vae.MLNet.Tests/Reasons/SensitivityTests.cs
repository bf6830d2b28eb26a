using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Reasons;

/// <summary>With a model whose score is the square of its third feature, which it expects to be 0; the first two it expects as they are.</summary>
public sealed class SensitivityTests
{
    [Fact]
    public void The_smallest_shift_is_the_one_that_can_be_computed_by_hand()
    {
        using var model = new TinyModel { FillsGaps = true, Features = 3, Threshold = 4 }.Load();
        float[] rows = [1, 5, 0.1f, 2, 6, -0.1f, 3, 7, 0.1f, 4, 8, -0.1f, 5, 9, 50];   // the last one is flagged as it stands
        var columns = model.Sensitivity(rows);

        Assert.Equal(["f0", "f1", "f2"], columns.Select(column => column.Column));
        Assert.All(columns.Take(2), column => Assert.True(column.Rise is null && column.Fall is null));

        // Half of the rows, those at 0.1, pass 2 after a rise by 1.9; half, those at −0.1, after a fall by 1.9.
        Assert.InRange(columns[2].Rise!.Value, 1.9, 1.95);
        Assert.InRange(columns[2].Fall!.Value, 1.9, 1.95);
        Assert.Equal(0.1f, columns[2].Deviation, 0.0001f);
        Assert.Equal(1, columns[2].ScoreShare, 0.0001);

        // Taken out, each is expected to be 0: the mean of the third one, and no help for the others.
        Assert.Equal(0, columns[2].Predictability, 0.0001);
        Assert.True(columns[0].Predictability < 0 && !columns[0].IsChecked);
    }

    [Fact]
    public void Texts_say_how_often_an_unseen_one_is_flagged()
    {
        using var model = new TinyModel { FillsGaps = true, Threshold = 0.5, Columns = [new("a"), new("b"), new("c", ["blue", "red"])] }.Load();
        var column = model.Sensitivity([1, 1, 0, 0, 1, 1, 0, 0])[2];
        Assert.Equal(0, column.UnseenFlagged);
        Assert.True(column.Rise is null && column.Fall is null);
        Assert.True(float.IsNaN(column.Deviation));
    }

    [Fact]
    public void No_row_is_no_measure()
    {
        using var model = new TinyModel { FillsGaps = true }.Load();
        Assert.Throws<ArgumentException>(() => model.Sensitivity(Array.Empty<float>()));
        using var images = new TinyModel { FillsGaps = true, Features = 256, InputShape = [1, 16, 16] }.Load();
        Assert.Throws<InvalidOperationException>(() => images.Sensitivity(new float[256]));
    }

    [Fact]
    public void Missing_values_are_filled_and_others_kept_or_replaced()
    {
        using var model = new TinyModel { FillsGaps = true, Columns = [new("a"), new("b"), new("c", ["blue", "red"])] }.Load();
        float[] rows = [1, 2, 0, 1, 3, 4, float.NaN, float.NaN];
        Assert.Equal([1, 2, 0, 1, 3, 4, 1, 0], model.FillMissing(rows));
        Assert.Equal([1, 2, 1, 0, 3, 4, 1, 0], model.FillMissing(rows, keepObserved: false));
        Assert.Equal([1, 2, 1, 0], model.FillMissing([1, 2, float.NaN, 1]));
    }
}
