using Vae.Data.Sources.Csv;

namespace Vae.Data.Tests.Sources;

public sealed class CsvBlockReaderTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private readonly CountingMemory _memory = new();

    [Fact]
    public void All_memory_is_back_when_all_blocks_are_read()
    {
        foreach (var block in Read("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 100))))
        {
            block.Dispose();
        }

        Assert.Equal(0, _memory.Out);
    }

    [Fact]
    public void All_memory_is_back_when_the_reader_stops_early()
    {
        foreach (var block in Read("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 100))))
        {
            block.Dispose();
            break;
        }

        Assert.Equal(0, _memory.Out);
    }

    [Fact]
    public void All_memory_is_back_when_a_row_never_ends()
    {
        using (var stream = File.Create(folder["endless.csv"]))
        {
            stream.Write([.. "a,b\n1,2\n\""u8, .. Enumerable.Repeat((byte)'x', 1_000)]);
            stream.SetLength((1 << 26) + 100);
        }

        var error = Assert.Throws<VaeDataException>(() =>
        {
            foreach (var block in new CsvBlockReader(CsvSource.Open(folder["endless.csv"]), _memory, 64).Read())
            {
                block.Dispose();
            }
        });
        Assert.Equal((RowFaultKind.TooLong, 2, 3), (error.Fault!.Kind, error.Fault.Row, error.Fault.Line));
        Assert.Equal($"Line 3 of '{folder["endless.csv"]}' must end within 64 MiB; got a longer row. Look for a quote that is not closed.", error.Message);
        Assert.Equal(0, _memory.Out);
    }

    private IEnumerable<CsvBlock> Read(string content) => new CsvBlockReader(CsvSource.Open(folder.Write("t.csv", content)), _memory, blockBytes: 64).Read();
}
