using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Vae.Quality.Field;

/// <summary>
/// <c>far-from-zero</c>: whether rows of a column far from zero get the scores that they get at zero, through every door, and what a constant that
/// changes scores.
/// </summary>
internal static class FarFromZeroCommand
{
    private static readonly double[] Offsets = [0, 5_500_000, 1_000_000_000, 1_700_000_000_000];

    private static readonly Option<DirectoryInfo?> Node = new("--node")
    {
        Description = "Folder of score.mjs and its packages (tests/hosts/node), to score in Node.js too.",
    };

    public static Command Create()
    {
        var command = new Command("far-from-zero", "Scores the same rows at four offsets through every door, and constants that change, after training at default length.") { Node };
        command.SetAction(line => Run(line.GetValue(Node)));
        return command;
    }

    private static void Run(DirectoryInfo? node)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        var table = new Table { Border = TableBorder.Minimal, Title = new("scores by distance from the mean, standard deviations") }
            .AddColumns(["offset", "through", .. FarFromZeroRun.Distances.Select(distance => Text(distance, "0")), "largest difference to offset 0"]);
        float[]? atZero = null;
        foreach (var offset in Offsets)
        {
            foreach (var (door, scores) in FarFromZeroRun.Of(offset, node?.FullName))
            {
                atZero ??= scores;
                var difference = scores.Zip(atZero, (score, zero) => Math.Abs((score / zero) - 1)).Max();
                table.AddRow([Text(offset, "#,0"), door, .. scores.Select(score => Text(score, "0.000")), Text(100 * difference, "0.0 '%'")]);
            }
        }

        AnsiConsole.Write(table);
        var constants = new Table { Border = TableBorder.Minimal, Title = new("1,000 normal rows, constants of 5, one of which changes") }
            .AddColumns("constant columns", "changed to", "least score of 40 rows", "largest", "normal rows flagged at 1 %");
        foreach (var (count, value) in new (int, float)[] { (1, 6), (1, 50), (10, 6), (10, 50) })
        {
            var result = ChangedConstantRun.Of(count, value);
            constants.AddRow(
                Text(count, "0"), Text(value, "0"), Text(result.Scores.Min(), "0.00"), Text(result.Scores.Max(), "0.00"), Text(100 * result.FalseAlarmRate, "0.00 '%'"));
        }

        AnsiConsole.Write(constants);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
