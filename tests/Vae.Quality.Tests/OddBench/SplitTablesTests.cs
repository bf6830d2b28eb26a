using System.Globalization;
using System.IO.Compression;
using System.Text;
using Vae.Quality.Data;
using Vae.Quality.OddBench;

namespace Vae.Quality.Tests.OddBench;

public sealed class SplitTablesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vae-split-tables-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_set_says_itself_which_rows_train_and_more_than_asked_for_are_left_out_by_the_seed()
    {
        var path = Write("a", train: [.. Enumerable.Range(0, 50).Select(row => (float)row)], test: [100, 101, 102], labels: [0, 1, 0]);

        var (train, test) = SplitTables.Read(path, rows: 20, seed: 3, Protocol.OneClass);
        var again = SplitTables.Read(path, rows: 20, seed: 3, Protocol.OneClass).Train;
        var other = SplitTables.Read(path, rows: 20, seed: 4, Protocol.OneClass).Train;

        Assert.Equal((20, 3), (train.Rows, test.Rows));
        Assert.Equal(20, train.Features.Distinct().Count(value => value is >= 0 and < 50));
        Assert.Equal([100, 101, 102], test.Features);
        Assert.Equal([false, true, false], test.Labels);
        Assert.Equal(train.Features, again.Features);
        Assert.NotEqual(train.Features, other.Features);
    }

    /// <summary>Twenty rows with a twentieth of anomalies: nineteen that trained and one of the two of the test.</summary>
    [Fact]
    public void A_contaminated_table_has_a_few_anomalies_of_the_test_among_its_rows_and_all_are_scored()
    {
        var path = Write("a", train: [.. Enumerable.Range(0, 50).Select(row => (float)row)], test: [100, 101, 102], labels: [1, 0, 1]);

        var (train, test) = SplitTables.Read(path, rows: 20, seed: 3, Protocol.Contaminated);

        Assert.Same(train, test);
        Assert.Equal((20, 19), (train.Rows, train.Features.Distinct().Count(value => value is >= 0 and < 50)));
        Assert.Equal([.. train.Features.Select(value => value >= 50)], train.Labels);
        Assert.True(train.Features[^1] is 100 or 102, $"{train.Features[^1]} is no anomaly");
    }

    [Fact]
    public void A_sample_holds_no_set_without_both_kinds_and_is_the_same_each_time()
    {
        for (var set = 0; set < 12; set++)
        {
            Write($"set{set:00}", train: [1, 2], test: [3, 4], labels: [0, set % 3 == 0 ? 0 : 1]);
        }

        var sample = SplitTables.Sample(_folder, sets: 5, seed: 0);

        Assert.Equal(5, sample.Distinct().Count());
        Assert.DoesNotContain(sample, path => int.Parse(Path.GetFileNameWithoutExtension(path)[3..], CultureInfo.InvariantCulture) % 3 == 0);
        Assert.Equal(sample, SplitTables.Sample(_folder, sets: 5, seed: 0));
        Assert.Equal(8, SplitTables.Sample(_folder, sets: 100, seed: 0).Count);
    }

    private string Write(string name, float[] train, float[] test, float[] labels)
    {
        var path = Path.Combine(_folder, name + ".npz");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("train", train, $"({train.Length}, 1)");
        Add("test", test, $"({test.Length}, 1)");
        Add("test_labels", labels, $"({labels.Length},)");
        return path;

        void Add(string array, float[] values, string shape)
        {
            using var stream = archive.CreateEntry(array + ".npy").Open();
            var header = Encoding.ASCII.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n");
            stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header]);
            stream.Write([.. values.SelectMany(BitConverter.GetBytes)]);
        }
    }
}
