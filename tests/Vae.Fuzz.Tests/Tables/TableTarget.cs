using System.Text;
using Vae.Data;
using Vae.Fuzz.Tests.Campaigns;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Fuzz.Tests.Tables;

/// <summary>CSV files: read for training, looked at, and scored, each with options at random.</summary>
internal sealed class TableTarget : IFuzzTarget
{
    private static readonly string?[] ColumnNames = [null, "kind", "id", "colour", "when", "x", "nothing", ""];

    private static readonly string[] Works = ["training", "inspection", "scoring"];

    private readonly TemporaryFolder _folder = new();
    private readonly VaeModel _model = TableOracle.Load();

    public (byte[] Bytes, string Story) Make(int number) => Make(new Random(number));

    public Outcome Try(int number)
    {
        var random = new Random(number);
        var (mutant, _) = Make(random);
        var path = _folder.File(random.Next(12) == 0 ? "data.tsv" : "data.csv");
        File.WriteAllBytes(path, mutant);
        var reading = new TableOptions
        {
            HasHeader = random.Next(10) > 0,
            Encoding = random.Next(20) switch { 0 => Encoding.Latin1, 1 => Encoding.Unicode, 2 => Encoding.UTF8, _ => null },
        };
        var kind = random.Next(Works.Length);
        var name = Works[kind];
        try
        {
            var flaw = kind switch
            {
                0 => Train(path, reading, random),
                1 => Inspect(path, reading, random),
                _ => Score(path, reading, random),
            };
            return flaw is not null ? Outcome.Bad($"{name}, wrong answer", flaw) : new($"{name}: read");
        }
        catch (VaeDataException)
        {
            return new($"{name}: refused");
        }
        catch (Exception exception)
        {
            return Outcome.Undocumented(exception);
        }
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    private static (byte[] Bytes, string Story) Make(Random random)
    {
        var text = TableText.Of(random);
        return random.Next(2) == 0 ? (ByteEdits.Of(random, text, TableText.Of(random)), "bytes of a table") : (text, "a table");
    }

    private static string? Train(string path, TableOptions reading, Random random)
    {
        var table = TrainingTable.Read(TableSources.Open(path, reading), Options(random));
        var width = table.Columns.Sum(column => column.Width);
        return table.Features.Length != table.RowNumbers.Length * width
            ? FormattableString.Invariant($"{table.Features.Length} values of {table.RowNumbers.Length} rows of {width} features")
            : table.Features.Any(float.IsInfinity) ? "an infinite feature"
            : table.Columns.DistinctBy(column => column.Name).Count() != table.Columns.Count ? "two columns of one name"
            : table.RowNumbers.Zip(table.RowNumbers.Skip(1)).Any(pair => pair.First >= pair.Second) ? "rows that do not rise"
            : table.Groups is { } groups && groups.Length != table.RowNumbers.Length ? "groups that are not those of the rows" : null;
    }

    private static string? Inspect(string path, TableOptions reading, Random random)
    {
        var table = TableSources.Open(path, reading);
        var found = TableInspection.Read(table, Options(random));
        return found.Columns.Count != table.Columns.Count ? "not all columns"
            : (found.Refusal is null) != (found.Features > 0)
                ? FormattableString.Invariant($"{found.Features} features and refusal '{found.Refusal}'")
            : found.Rows > found.AllRows ? "more rows than there are" : null;
    }

    private string? Score(string path, TableOptions reading, Random random)
    {
        var missing = random.Next(3) == 0 ? (string[])["-999", "red"] : [];
        var options = new ScoreRunOptions
        {
            Reading = reading, Missing = missing, Kept = [TableOracle.Kept],
            BadRows = new() { Policy = (BadRowPolicy)random.Next(3), MaxShare = random.Next(2) == 0 ? 1 : 0.05 },
        };
        using var lines = new MemoryStream();
        using var sink = new CsvSink(lines);
        var summary = ScoreRun.Run(_model, path, [sink], options);
        return options.BadRows.Policy != BadRowPolicy.Mark ? null
            : TableOracle.Flaw(Encoding.UTF8.GetString(lines.ToArray()), missing, summary.Rows);
    }

    private static TrainingDataOptions Options(Random random) => new()
    {
        Label = random.Next(2) == 0 ? new() : new()
        {
            Column = ColumnNames[random.Next(ColumnNames.Length)], Normal = random.Next(2) == 0 ? null : "normal",
        },
        Group = random.Next(4) == 0 ? new() { Column = ColumnNames[random.Next(ColumnNames.Length)] } : new(),
        Ignored = random.Next(3) == 0 ? ["id,when"] : [],
        Missing = random.Next(4) == 0 ? ["-999"] : [],
        Text = random.Next(6) == 0 ? ["x"] : [],
        MemoryBytes = random.Next(10) == 0 ? 200 : 1 << 20,
        BadRows = new() { Policy = (BadRowPolicy)random.Next(3), MaxShare = random.Next(2) == 0 ? 1 : 0.05 },
    };
}
