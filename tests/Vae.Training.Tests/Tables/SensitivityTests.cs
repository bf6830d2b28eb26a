using Vae.MLNet;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

/// <summary>The sensitivity of a trained model is what happens when its columns are shifted.</summary>
public sealed class SensitivityTests
{
    private const int Width = 5;

    [Fact]
    public void The_shift_flags_about_half_of_fresh_normal_rows_and_half_the_shift_fewer()
    {
        using var model = Run.Good().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var columns = model.Sensitivity(Samples.PlainRows(300, seed: 21));
        var fresh = Samples.PlainRows(300, seed: 22);

        Assert.Equal(Width, columns.Count);
        Assert.Equal(1, columns.Sum(column => column.ScoreShare), 0.001);
        for (var feature = 0; feature < Width; feature++)
        {
            foreach (var shift in (float?[])[columns[feature].Rise, -columns[feature].Fall])
            {
                Assert.NotNull(shift);
                Assert.InRange(Flagged(shift.Value), 0.38, 0.62);
                Assert.True(Flagged(shift.Value / 2) < Flagged(shift.Value) - 0.1, columns[feature].Column);
            }

            double Flagged(float shift)
            {
                var shifted = fresh.ToArray();
                for (var cell = feature; cell < shifted.Length; cell += Width)
                {
                    shifted[cell] += shift;
                }

                return model.Score(shifted).PredictedLabel.Average(label => label ? 1.0 : 0);
            }
        }
    }

    [Fact]
    public void A_constant_a_text_and_a_gap_have_their_own_measures()
    {
        using var model = Run.Mixed().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var columns = model.Sensitivity(Samples.MixedRows(200, seed: 23));
        var constant = columns.Single(column => column.Column == "constant");
        Assert.True(double.IsNaN(constant.Predictability));
        Assert.Equal(0, constant.Deviation);
        Assert.NotNull(constant.Rise);
        var colour = columns.Single(column => column.Column == "colour");
        Assert.InRange(colour.UnseenFlagged!.Value, 0.5, 1);
        Assert.Null(colour.Rise);
    }

    [Fact]
    public void Gaps_are_filled_nearer_to_what_was_there_than_one_reconstruction_does()
    {
        using var model = Run.Good().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var whole = Samples.PlainRows(200, seed: 24);
        var gaps = whole.ToArray();
        int[] cells = [.. Enumerable.Range(0, 200).Select(row => (row * Width) + (row % Width))];
        Array.ForEach(cells, cell => gaps[cell] = float.NaN);
        var (filled, once) = (model.FillMissing(gaps), model.Reconstruct(gaps));
        Assert.True(Error(filled) < Error(once));
        Assert.DoesNotContain(filled, float.IsNaN);
        Assert.Equal(Except(whole), Except(filled));

        double Error(float[] of) => cells.Average(cell => Math.Abs(of[cell] - whole[cell]) / model.Info.FeatureSpreads[cell % Width]);

        IEnumerable<float> Except(float[] of) => of.Where((_, cell) => !cells.Contains(cell));
    }
}
