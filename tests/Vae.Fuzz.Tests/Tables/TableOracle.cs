using System.Globalization;
using Sylvan.Data.Csv;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Fuzz.Tests.Tables;

/// <summary>
/// A model whose score of a row can be computed from its cells, x² + y² + 1 for a known colour, and the check that what was written beside the
/// cells of a row is just that.
/// </summary>
internal static class TableOracle
{
    /// <summary>Cells of the table that are copied beside the scores.</summary>
    public const string Kept = "w,x,y,colour";

    private const float Rounding = 1e-5f;

    private static readonly string[] Colours = ["red", "blue"];

    /// <summary>What stands for a missing number by the documentation (docs/data.md).</summary>
    private static readonly HashSet<string> MissingNumbers = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "NA", "N/A", "N.A.", "#N/A", "#N/A N/A", "#NA", "<NA>", "NULL", "(null)", "\\N", "None", "nil", "NaN", "-NaN", "+NaN", "NaT", "?", "??",
        "#DIV/0!", "#VALUE!", "#NUM!", "#REF!", "#NULL!", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN", "1.#INF", "-1.#INF",
        "-", "--", "---", "\u2013", "\u2014", ".", "..", "...", "*", "inf", "+inf", "-inf", "\u221E", "+\u221E", "-\u221E",
    };

    public static VaeModel Load() => new TinyModel
    {
        Features = 5, Latent = 1, FillsGaps = true,
        Columns = [new("w"), new("x"), new("y"), new("colour", Colours)],
    }.Load(new() { Device = VaeDevice.Cpu, Threads = 1 });

    /// <summary>What is wrong with the lines of a run that marks bad rows; null where nothing is.</summary>
    /// <param name="lines">The result, as CSV.</param>
    /// <param name="missing">Texts that the run was told to take as missing.</param>
    /// <param name="rows">How many rows the run says that there were.</param>
    public static string? Flaw(string lines, IReadOnlyList<string> missing, long rows)
    {
        using var reader = CsvDataReader.Create(new StringReader(lines), new CsvDataReaderOptions { BufferSize = 1 << 20 });
        var row = 0L;
        while (reader.Read())
        {
            row++;
            var (number, score, status) = (Text("Row"), Text("Score"), Text("Status"));
            if (number != row.ToString(CultureInfo.InvariantCulture))
            {
                return FormattableString.Invariant($"line {row} says that it is row {number}");
            }

            if (status != "Read")
            {
                if (score.Length > 0)
                {
                    return FormattableString.Invariant($"row {row} is {status} and has score {score}");
                }

                continue;
            }

            if (Number("w") is not { } || Number("x") is not { } x || Number("y") is not { } y)
            {
                return FormattableString.Invariant($"row {row} has a score and cells '{Text("w")}', '{Text("x")}', '{Text("y")}'");
            }

            var expected = (x * x) + (y * y) + (Colours.Contains(Text("colour").Trim()) && !missing.Contains(Text("colour").Trim()) ? 1 : 0);
            var got = float.Parse(score, CultureInfo.InvariantCulture);
            if (!expected.Equals(got) && !(Math.Abs(expected - got) <= Rounding * expected))
            {
                return FormattableString.Invariant(
                    $"row {row} must score {expected} and scores {got}: '{Text("x")}', '{Text("y")}', '{Text("colour")}'");
            }
        }

        return row == rows ? null : FormattableString.Invariant($"{rows} rows gave {row} lines");

        string Text(string column) => reader.GetString(reader.GetOrdinal(column));

        // 0 for a missing number, as the model fills gaps; null for no number.
        float? Number(string column)
        {
            var text = Text(column).Trim();
            return missing.Contains(text) || MissingNumbers.Contains(text) ? 0
                : !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? null
                : float.IsFinite((float)number) ? (float)number : 0;
        }
    }
}
