using Spectre.Console;

namespace Vae.Quality.Monitoring;

/// <summary>What became of the drift watch on one set: over p-values alone, and with features.</summary>
/// <param name="Set">The set.</param>
/// <param name="CalibrationRows">Rows behind the p-values.</param>
/// <param name="Features">Features.</param>
/// <param name="Streams">Streams without drift.</param>
/// <param name="FalseAlarmsOfPValues">How many of them alarmed, p-values alone.</param>
/// <param name="FalseAlarms">How many of them alarmed, with features.</param>
/// <param name="Shifts">Streams in which one feature moved by a standard deviation.</param>
/// <param name="DelayOfPValues">Median rows until the alarm after the move, p-values alone; null where more than half were not found.</param>
/// <param name="Delay">The same with features.</param>
/// <param name="Within300">Share found within 300 rows, with features.</param>
/// <param name="Named">Share of the alarms by a feature that named the one that moved.</param>
internal sealed record DriftResult(
    string Set, int CalibrationRows, int Features, int Streams, int FalseAlarmsOfPValues, int FalseAlarms, int Shifts, int? DelayOfPValues, int? Delay, double Within300, double Named)
{
    public static Table Table(IReadOnlyList<DriftResult> results)
    {
        var table = new Table { Title = new TableTitle("Drift watch at 1 %: false alarms over 10,000 rows, and rows until one feature's move by one standard deviation is found") };
        table.AddColumns("set", "calibration rows", "features", "streams", "false, p-values", "false, all", "moves", "rows, p-values", "rows, all", "within 300", "named");
        foreach (var result in results)
        {
            table.AddRow(
                Markup.Escape(result.Set), $"{result.CalibrationRows}", $"{result.Features}", $"{result.Streams}", $"{result.FalseAlarmsOfPValues}", $"{result.FalseAlarms}",
                $"{result.Shifts}", Rows(result.DelayOfPValues), Rows(result.Delay), Share(result.Within300), Share(result.Named));
        }

        return table;
    }

    private static string Rows(int? rows) => rows is { } found ? $"{found}" : FormattableString.Invariant($"> {DriftRun.RowsAfter}");

    private static string Share(double share) => FormattableString.Invariant($"{share:0.00}");
}
