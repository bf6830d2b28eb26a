using Vae.Quality.Data;

namespace Vae.Quality.Tests.Data;

public sealed class RowSplitTests
{
    [Fact]
    public void A_drawn_split_trains_on_half_of_the_normal_rows_and_scores_all_others()
    {
        bool[] labels = [.. Enumerable.Range(0, 101).Select(row => row % 10 == 0)];

        var split = RowSplit.Draw(labels, seed: 3);

        Assert.Equal(45, split.Train.Length);
        Assert.DoesNotContain(split.Train, row => labels[row]);
        Assert.Equal(Enumerable.Range(0, 101), split.Train.Concat(split.Test).Order());
        Assert.NotEqual(split.Train, RowSplit.Draw(labels, seed: 4).Train);
        Assert.Equal(split.Train, RowSplit.Draw(labels, seed: 3).Train);
    }

    [Fact]
    public void A_drawn_split_leaves_out_rows_beyond_the_cap()
    {
        var split = RowSplit.Draw(new bool[RowSplit.MostRows + 5], seed: 0);

        Assert.Equal(RowSplit.MostRows, split.Train.Concat(split.Test).Distinct().Count());
    }

    [Fact]
    public void A_split_file_names_the_rows()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "train 4 2\ntest 0 1 3\n");
            var split = RowSplit.Read(path);
            Assert.Equal([4, 2], split.Train);
            Assert.Equal([0, 1, 3], split.Test);

            File.WriteAllText(path, "train 4 2\n");
            Assert.Contains("must have a line 'train' and a line 'test'; got 'train'.", Assert.Throws<InvalidDataException>(() => RowSplit.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
