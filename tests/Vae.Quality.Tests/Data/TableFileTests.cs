using Vae.Quality.Data;

namespace Vae.Quality.Tests.Data;

public sealed class TableFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-quality-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_csv_file_gives_its_numbers_and_its_labels()
    {
        var table = TableFile.Read(Write("2_small.csv", "a,label,b\n1.5,0,-2\n,1,4e3\n"), "Label");

        Assert.Equal("2_small", table.Name);
        Assert.Equal([1.5f, -2f, float.NaN, 4000f], table.Features);
        Assert.Equal([false, true], table.Labels);
        Assert.Equal([float.NaN, 4000f], table.Select([1]).Features);
    }

    [Fact]
    public void A_csv_file_without_the_label_column_is_refused()
    {
        var error = Assert.Throws<InvalidDataException>(() => TableFile.Read(Write("x.csv", "a,b\n1,2\n"), "Label"));

        Assert.Contains("must have a label column 'Label'; got a, b. Name it with --label.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_come_in_the_order_of_their_numbers_and_can_be_chosen()
    {
        foreach (var name in (string[])["10_b.npz", "9_a.csv", "other.csv", "notes.txt"])
        {
            Write(name, "");
        }

        Assert.Equal(["9_a.csv", "10_b.npz", "other.csv"], TableFile.In(_folder.FullName, []).Select(Path.GetFileName));
        Assert.Equal(["10_b.npz"], TableFile.In(_folder.FullName, ["10_b"]).Select(Path.GetFileName));
        Assert.StartsWith("Set '11_c' must be", Assert.Throws<ArgumentException>(() => TableFile.In(_folder.FullName, ["11_c"])).Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
