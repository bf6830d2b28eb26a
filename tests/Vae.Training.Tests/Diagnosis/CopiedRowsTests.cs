using Vae.Training.Diagnosis;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Diagnosis;

public sealed class CopiedRowsTests
{
    [Fact]
    public void Copies_of_measurements_are_counted()
    {
        float[] rows = [.. Samples.PlainRows(200), .. Samples.PlainRows(200)[..(10 * 5)]];
        Assert.Equal(
            "10 of 210 training rows are exact copies of others, where chance makes none. Held-out copies of rows that trained look more ordinary than new "
            + "rows will, so the promised false-alarm rate may not hold. Leave the copies out, or, where rows belong together, say which: --group COLUMN; "
            + "in code GroupColumn or Groups.",
            Assert.Single(CopiedRows.Remarks(rows, 5)));
    }

    [Fact]
    public void Rows_of_their_own_and_a_stray_copy_are_no_matter()
    {
        Assert.Empty(CopiedRows.Remarks(Samples.PlainRows(200), 5));
        Assert.Empty(CopiedRows.Remarks([.. Samples.PlainRows(200), .. Samples.PlainRows(200)[..5]], 5));
    }

    [Fact]
    public void Rows_of_codes_meet_by_chance()
    {
        var random = new Random(1);
        Assert.Empty(CopiedRows.Remarks([.. Enumerable.Range(0, 900).Select(_ => (float)random.Next(4))], 3));
    }

    [Fact]
    public void Rows_in_declared_groups_may_be_copies()
    {
        var rows = Samples.PlainRows(60);
        var data = new VaeTrainingData([.. rows, .. rows], Samples.PlainColumns);
        var grouped = new VaeTrainingData([.. rows, .. rows], Samples.PlainColumns) { Groups = [.. Enumerable.Range(0, 120).Select(row => $"g{row % 60}")] };
        Assert.Contains(VaeTraining.Train(data, Run.Quick).Info.Remarks, remark => remark.StartsWith("60 of 120 training rows are exact", StringComparison.Ordinal));
        Assert.DoesNotContain(VaeTraining.Train(grouped, Run.Quick).Remarks, remark => remark.Contains("exact copies", StringComparison.Ordinal));
    }
}
