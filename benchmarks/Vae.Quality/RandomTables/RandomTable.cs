namespace Vae.Quality.RandomTables;

/// <summary>
/// A table drawn at random: number and kinds of columns, where they lie, gaps and how they are written, and rows that come twice. Training rows,
/// fresh normal rows, and normal rows with one change planted. Same seed, same table.
/// </summary>
internal sealed class RandomTable
{
    public const string Label = "what";

    private const int TrainingRows = 1_000, FreshRows = 500, PlantedRows = 100;

    /// <summary>Of the tables, and of the rows of such a table, that repeat an earlier row.</summary>
    private const double RepeatedTables = 0.2, RepeatedRows = 0.1;

    private readonly RandomColumn[] _columns;
    private readonly double[][] _training;
    private readonly double[][] _fresh;

    public RandomTable(int seed)
    {
        var random = new Random(seed);
        _columns = [.. Enumerable.Range(0, random.Next(3, 13)).Select(place => new RandomColumn(place, random))];
        var repeats = random.NextDouble() < RepeatedTables ? RepeatedRows : 0;
        _training = [.. Enumerable.Range(0, TrainingRows).Select(_ => Row(random))];
        for (var row = 1; row < TrainingRows; row++)
        {
            _training[row] = random.NextDouble() < repeats ? _training[random.Next(row)] : _training[row];
        }

        for (var column = 0; column < _columns.Length; column++)
        {
            _columns[column].Learn(_training.Select(row => row[column]));
        }

        _fresh = [.. Enumerable.Range(0, FreshRows).Select(_ => Row(random))];
        Planted = [.. Enumerable.Range(0, PlantedRows).Select(_ => Plant(random))];
    }

    /// <summary>Normal rows with one cell changed.</summary>
    public IReadOnlyList<PlantedRow> Planted { get; }

    /// <summary>True where some column varies: a table of constants is refused by training.</summary>
    public bool Varies => _columns.Any(column => column.Kind != ColumnKind.Constant);

    public void WriteTraining(string path) => File.WriteAllLines(path, [Header, .. _training.Select(Line)]);

    /// <summary>The fresh rows and after them the planted ones, with their label.</summary>
    public void WriteTest(string path) => File.WriteAllLines(
        path, [$"{Header},{Label}", .. _fresh.Select(row => $"{Line(row)},normal"), .. Planted.Select(planted => $"{Line(planted.Cells)},planted")]);

    private string Header => string.Join(',', _columns.Select(column => column.Name));

    private string Line(double[] row) => string.Join(',', row.Select((cell, column) => _columns[column].Write(cell)));

    private double[] Row(Random random)
    {
        var factor = RandomColumn.Normal(random);
        return [.. _columns.Select(column => column.Draw(factor, random))];
    }

    private PlantedRow Plant(Random random)
    {
        var (cells, place) = (Row(random), random.Next(_columns.Length));
        cells[place] = _columns[place].Break(cells[place], random);
        return new(cells, _columns[place].Name, _columns[place].Kind, _columns[place].Beyond(cells[place]), _columns[place].ShareAsFar(cells[place]));
    }
}
