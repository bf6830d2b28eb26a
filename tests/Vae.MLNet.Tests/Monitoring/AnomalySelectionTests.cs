using CsCheck;

namespace Vae.MLNet.Tests.Monitoring;

public sealed class AnomalySelectionTests
{
    /// <summary>A few values, so that ties are common, more of them small.</summary>
    private static readonly Gen<float[]> PValues = Gen.Int[0, 64].Select(step => step / 64f * (step / 64f)).Array[1, 60];

    private static readonly Gen<double> Shares = Gen.Double[0.01, 0.99];

    /// <summary>The 15 p-values of Benjamini and Hochberg (1995), section 3.2: at 0.05 the first four are rejected, as 0.0095 ≤ 4 / 15 · 0.05 =
    /// 0.0133 is the last that holds.</summary>
    [Fact]
    public void The_example_of_Benjamini_and_Hochberg_is_theirs()
    {
        float[] pValues = [0.7590f, 0.0001f, 0.0004f, 0.0019f, 0.0095f, 0.0201f, 0.0278f, 0.0298f, 0.0344f, 0.0459f, 0.3240f, 0.4262f, 0.5719f, 0.6528f, 1];

        var selection = AnomalySelection.Select(pValues, 0.05);

        Assert.Equal([1, 2, 3, 4], selection.Rows);
        Assert.Equal(0.0095, selection.CutOff, 6);
        Assert.Equal(15 * 0.0095, selection.ExpectedFalseDiscoveries, 5);
        Assert.Equal((15, 0, 0.05), (selection.JudgedRows, selection.UnjudgedRows, selection.Fdr));
    }

    /// <summary>0.04 alone fails (0.04 > 0.1 / 4), but the third, 0.06, is at most 0.3 / 4: it carries the ones before it.</summary>
    [Fact]
    public void A_later_step_carries_the_earlier_ones() => Assert.Equal([0, 1, 3], AnomalySelection.Select([0.06f, 0.04f, 0.9f, 0.055f], 0.1).Rows);

    [Fact]
    public void A_p_value_that_equals_its_step_on_paper_is_selected()
    {
        Assert.Equal([0], AnomalySelection.Select([0.1f], 0.1).Rows);
        Assert.Equal([2], AnomalySelection.Select([1, 1, 0.1f], 0.3).Rows);
    }

    [Fact]
    public void Nothing_is_selected_where_no_step_holds()
    {
        var selection = AnomalySelection.Select([0.5f, 0.6f], 0.1);

        Assert.Empty(selection.Rows);
        Assert.Equal((0.0, 0.0), (selection.CutOff, selection.ExpectedFalseDiscoveries));
        Assert.Null(selection.Remark);
        Assert.Empty(AnomalySelection.Select([], 0.1).Rows);
    }

    [Fact]
    public void A_row_that_cannot_be_judged_is_counted_and_no_part_of_the_batch()
    {
        var selection = AnomalySelection.Select([float.NaN, 0.05f, float.NaN, 0.9f], 0.1);

        Assert.Equal([1], selection.Rows);
        Assert.Equal((2, 2), (selection.JudgedRows, selection.UnjudgedRows));
        Assert.Empty(AnomalySelection.Select([float.NaN], 0.5).Rows);
    }

    [Fact]
    public void A_larger_share_selects_no_fewer_rows() => Gen.Select(PValues, Shares, Shares).Sample((pValues, one, other) =>
        Assert.Subset(
            AnomalySelection.Select(pValues, Math.Max(one, other)).Rows.ToHashSet(), AnomalySelection.Select(pValues, Math.Min(one, other)).Rows.ToHashSet()));

    [Fact]
    public void The_order_of_the_rows_does_not_matter() => Gen.Select(PValues, Shares, Gen.Int).Sample((pValues, fdr, seed) =>
    {
        int[] places = [.. Enumerable.Range(0, pValues.Length)];
        new Random(seed).Shuffle(places);
        var shuffled = AnomalySelection.Select([.. places.Select(place => pValues[place])], fdr).Rows.Select(row => places[row]);

        Assert.Equal(AnomalySelection.Select(pValues, fdr).Rows, shuffled.Order());
    });

    [Fact]
    public void Exactly_the_rows_at_or_below_the_cut_off_are_selected_and_the_expectation_keeps_the_share() => Gen.Select(PValues, Shares).Sample((pValues, fdr) =>
    {
        var selection = AnomalySelection.Select(pValues, fdr);

        Assert.Equal(selection.Rows, Enumerable.Range(0, pValues.Length).Where(row => selection.Rows.Count > 0 && pValues[row] <= selection.CutOff));
        Assert.True(selection.ExpectedFalseDiscoveries <= fdr * selection.Rows.Count);
    });

    /// <summary>With 99 calibration rows no p-value is below 0.01; k of 50 rows have their step at 0.1 · k / 50, so 5 are needed.</summary>
    [Fact]
    public void A_small_calibration_sample_is_remarked_upon_with_the_numbers()
    {
        var four = AnomalySelection.Select([.. Enumerable.Repeat(0.01f, 4), .. Enumerable.Repeat(1f, 46)], 0.1, calibrationRows: 99);
        var five = AnomalySelection.Select([.. Enumerable.Repeat(0.01f, 5), .. Enumerable.Repeat(1f, 45)], 0.1, calibrationRows: 99);

        Assert.Empty(four.Rows);
        Assert.Equal(5, four.FewestSelectable);
        Assert.Equal(
            "Of 50 rows at least 5 (10%) must be as odd as can be before any is selected; selected: 0. With 99 calibration rows no p-value is below 0.01. "
            + "To select single rows, train with at least 499 normal rows, select from smaller batches, or accept a larger share of false discoveries than 0.1.",
            four.Remark);
        Assert.Equal(5, five.Rows.Count);
        Assert.Null(AnomalySelection.Select([0.01f, 1], 0.1, calibrationRows: 499).Remark);
    }

    [Fact]
    public void A_calibration_sample_that_cannot_select_anything_from_any_batch_is_refused()
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => AnomalySelection.Select([0.5f], 0.1, calibrationRows: 8));

        Assert.StartsWith(
            "Share of false discoveries must be at least the smallest p-value, 1 / (8 calibration rows + 1) = 0.111111, or nothing can be selected from any batch; got 0.1. "
            + "Accept a larger share, or train with at least 9 normal rows.",
            refusal.Message, StringComparison.Ordinal);
        Assert.Equal([0], AnomalySelection.Select([0.1f], 0.1, calibrationRows: 9).Rows);
    }

    [Fact]
    public void What_is_no_share_or_no_p_value_is_refused()
    {
        Assert.All([0, 1, -0.1, double.NaN], fdr => Assert.StartsWith(
            "Share of false discoveries must lie between 0 and 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => AnomalySelection.Select([0.5f], fdr)).Message, StringComparison.Ordinal));
        Assert.StartsWith(
            "p-value of row 1 must lie between 0 and 1, or be NaN; got 2.5. Pass the column PValue, not Score.",
            Assert.Throws<ArgumentOutOfRangeException>(() => AnomalySelection.Select([0.5f, 2.5f])).Message, StringComparison.Ordinal);
    }
}
