using Vae.Training.Tables;

namespace Vae.Training.Tests.Tables;

public sealed class CommonUnitTests
{
    private const int Width = 300;

    [Fact]
    public void Features_of_one_order_share_the_root_mean_square_of_their_spreads() =>
        Assert.Equal(MathF.Sqrt((1 + 4 + 25) / 3f), Unit(rows: 100, feature => feature % 3 == 0 ? 1 : feature % 3 == 1 ? 2 : 5)!.Value, 1e-4f);

    [Fact]
    public void Where_rows_are_as_many_every_feature_has_its_own() => Assert.Null(Unit(rows: Width, _ => 1));

    [Fact]
    public void Metres_and_millimetres_share_nothing() => Assert.Null(Unit(rows: 100, feature => feature % 20 == 0 ? 1_000 : 1));

    [Fact]
    public void One_feature_in_a_hundred_may_be_out_of_order() => Assert.NotNull(Unit(rows: 100, feature => feature == 7 ? 1_000 : 1));

    [Fact]
    public void Flags_and_counts_have_values_of_their_own() => Assert.Null(Unit(rows: 100, _ => 1, row => row % 3));

    [Fact]
    public void A_few_features_have_their_own_however_few_rows_there_are() => Assert.Null(CommonUnit.Of([1, 2, 3, 4, 5, 6], 3, [0, 1, 2], [1, 1, 1]));

    private static float? Unit(int rows, Func<int, float> spread, Func<int, float>? value = null)
    {
        float[] features =
        [
            .. Enumerable.Range(0, rows * Width).Select(i => spread(i % Width) * (value?.Invoke(i / Width) ?? MathF.Sin(i))),
        ];
        return CommonUnit.Of(features, Width, [.. Enumerable.Range(0, Width)], [.. Enumerable.Range(0, Width).Select(spread)]);
    }
}
