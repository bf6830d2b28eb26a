using System.Globalization;
using Vae.Data;

namespace Vae.Cli.Output;

/// <summary>How good made-up rows are, in words, on standard error: rows may go to standard output.</summary>
internal static class MadeUpReport
{
    public static void Write(MadeUpQuality quality, string data)
    {
        Console.Error.WriteLine($"Beside the rows of {data}:");
        var test = quality.TwoSampleAuroc;
        Line("column shapes", Text(quality.ColumnShapes), "1 = each column is distributed alike");
        Line("pair trends", Text(quality.PairTrends), "1 = columns go together alike");
        Line("valid rows", Text(quality.Validity), "share of the rows whose every cell is one that the data could have");
        Line("two-sample AUROC", double.IsNaN(test) ? "" : Text(test), double.IsNaN(test)
            ? "needs 30 rows of each" : "0.5 = boosted trees cannot tell made-up rows from real ones, 1 = they always can");
        Line("copies", Count(quality.Copies), "rows that are, cell by cell, one of the data");
        Line("copies of rare rows", Count(quality.RareCopies), "of these, such that fewer than three rows of the data are");
        Line("nearest row", Text(quality.NearestDistance), "median distance to the nearest row of the data, in standard deviations");
        Line("nearest of the data", Text(quality.RealNearestDistance), "the same for rows of the data, to the nearest other");
        Console.Error.WriteLine(MadeUpQuality.Caution);
    }

    private static void Line(string name, string value, string meaning) => Console.Error.WriteLine($"  {name,-20}{value,8}  {meaning}");

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
