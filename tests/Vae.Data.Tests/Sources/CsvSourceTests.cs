using System.Diagnostics;
using Vae.Data.Rows;
using Vae.Data.Sources.Csv;

namespace Vae.Data.Tests.Sources;

public sealed class CsvSourceTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("t.csv", "a,b\n1,2\n", ',')]
    [InlineData("t.csv", "a;b;c,d\n1;2;3\n", ';')]
    [InlineData("t.txt", "a\tb\n1\t2\n", '\t')]
    [InlineData("t.csv", "a|b\n1|2\n", '|')]
    [InlineData("t.csv", "\"a;b;c\",d\n1,2\n", ',')]
    [InlineData("t.tsv", "a,b\tc\n1\t2\n", '\t')]
    [InlineData("t.csv", "alone\n1;2\n", ',')]
    public void The_delimiter_comes_from_the_extension_or_the_header(string name, string content, char delimiter) =>
        Assert.Equal(delimiter, (char)CsvSource.Open(folder.Write(name, content)).Delimiter);

    [Fact]
    public void Names_lose_the_byte_order_mark_spaces_and_quotes_and_unnamed_columns_are_numbered() =>
        Assert.Equal(["a", "b, c", "Column3"], CsvSource.Open(folder.Write("t.csv", "\uFEFF\"a\" , \"b, c\",\n1,2,3\n".Replace("\" , ", "\",", StringComparison.Ordinal))).Columns);

    [Theory]
    [InlineData("", "Data file '{0}' must start with a header row; got an empty file.")]
    [InlineData("1,2.5,3e4,5\n1,2,3,4\n", "Data file '{0}' must start with a header row; got only numbers ('1', '2.5', '3e4' and 1 more). Put the column names into the first line; or, if it is data: HasHeader = false.")]
    [InlineData("a,b,a\n1,2,3\n", "Column 'a' of '{0}' must be named once; got 2 of them. Rename them in the header.")]
    public void A_header_that_cannot_be_used_is_refused(string content, string message)
    {
        var path = folder.Write("bad.csv", content);
        Assert.Equal(string.Format(null, message, path), Assert.Throws<VaeDataException>(() => CsvSource.Open(path)).Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("Data file 'nowhere.csv' must exist; got no such file. Check the path.", Assert.Throws<VaeDataException>(() => CsvSource.Open("nowhere.csv")).Message);

    [Fact]
    public void A_pipe_is_read_once_which_is_enough_for_scoring_and_refused_for_training()
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // has no such pipes
        }

        Process.Start("mkfifo", folder["pipe"]).WaitForExit();
        using var writer = Process.Start("sh", ["-c", $"printf 'a,b\n1,2\n3,4\n' > '{folder["pipe"]}'"]);
        var pipe = CsvSource.Open(folder["pipe"]);
        var message = $"Data file '{folder["pipe"]}' must be a file on disk, as it is read in several passes; got a pipe or device. Write it to a file first.";
        Assert.Equal(message, Assert.Throws<VaeDataException>(() => TrainingColumns.Find(pipe)).Message);
        Assert.Equal(2, pipe.Read([0]).Sum(block => block.Rows));
        Assert.Equal(message, Assert.Throws<VaeDataException>(() => pipe.Read([0]).Count()).Message);
        writer.WaitForExit();
    }

    [Fact]
    public void A_column_named_by_an_option_must_exist()
    {
        var path = folder.Write("t.csv", "a,b\n1,2\n");
        Assert.Equal(
            $"Column 'c' of --label must be in '{path}'; got columns 'a', 'b'. Check the spelling.",
            Assert.Throws<VaeDataException>(() => CsvSource.Open(path).IndexOf("c", "--label")).Message);
    }
}
