using Vae.Training.Tables;

namespace Vae.Training.Tests.Tables;

public sealed class ZeroGapsTests
{
    [Fact]
    public void Zeros_far_from_all_other_values_are_asked_about()
    {
        var remark = Assert.Single(ZeroGaps.Remarks(Rows(row => row % 20 == 3 ? 0 : 20 + (row % 7)), ["temp", "x"], []));

        Assert.Equal(
            "Column 'temp' holds 0 in 5 training rows, far from its other values (20 to 26): are these gaps? "
            + "An empty cell must be NaN to count as missing; LoadFromTextFile reads it as 0 unless MissingRealsAsNaNs is set.",
            remark);
    }

    [Theory]
    [InlineData(1)]     // counts: 0, 1, 2 …
    [InlineData(2)]     // one zero may be an accident
    [InlineData(3)]     // zero is the usual value
    [InlineData(4)]     // a flag
    public void Other_zeros_are_values(int kind)
    {
        float Cell(int row) => kind switch
        {
            1 => row % 9,
            2 => row == 3 ? 0 : 20 + (row % 7),
            3 => row % 5 == 0 ? 20 + (row % 7) : 0,
            _ => row % 2,
        };
        Assert.Empty(ZeroGaps.Remarks(Rows(Cell), ["a", "x"], []));
    }

    [Fact]
    public void Features_of_a_text_column_are_left_alone() =>
        Assert.Empty(ZeroGaps.Remarks(Rows(row => row % 20 == 3 ? 0 : 20 + (row % 7)), ["c=a", "c=b"], [0..2]));

    private static float[] Rows(Func<int, float> first) => [.. Enumerable.Range(0, 100).SelectMany(row => (float[])[first(row), row % 13])];
}
