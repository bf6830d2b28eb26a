using Vae.Quality.Plates;

namespace Vae.Quality.Tests.Images;

/// <summary>The made-up plates.</summary>
public sealed class PlateTests
{
    public static TheoryData<string> Kinds => [.. PlateDefect.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_defect_is_small_and_its_mask_says_where_it_is(string kind)
    {
        var plate = new PlateDefect(new Random(5)).Make(kind);

        Assert.InRange(plate.Changed.Count(changed => changed), 15, Plate.Side * Plate.Side / 20);
    }

    [Fact]
    public void Good_plates_differ_among_each_other_and_have_no_defect()
    {
        var random = new Random(1);
        var (one, other) = (new Plate(random), new Plate(random));

        Assert.DoesNotContain(true, one.Changed);
        Assert.NotEqual(one.Photograph, other.Photograph);
        Assert.Equal(one.Photograph, new Plate(new Random(1)).Photograph);
    }
}
