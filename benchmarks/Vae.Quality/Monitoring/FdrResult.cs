using Spectre.Console;

namespace Vae.Quality.Monitoring;

/// <summary>What became of the promised share of false discoveries on one set.</summary>
/// <param name="Set">The set.</param>
/// <param name="CalibrationRows">Rows behind the p-values.</param>
/// <param name="Fdr">The promise.</param>
/// <param name="Rows">Rows of a batch.</param>
/// <param name="Anomalies">Anomalies among them.</param>
/// <param name="FewestSelectable">Fewest rows that can be selected, by the calibration sample.</param>
/// <param name="Realised">Mean over the draws of false discoveries / selected rows; 0 where none is selected.</param>
/// <param name="Power">Mean over the draws of anomalies selected / anomalies.</param>
/// <param name="Empty">Draws in which nothing was selected.</param>
/// <param name="TailRows">Fresh normal rows whose p-value is at most 5 / (calibration rows + 1): where selection is decided.</param>
/// <param name="TailExpected">How many of them valid p-values give on average.</param>
internal sealed record FdrResult(string Set, int CalibrationRows, double Fdr, int Rows, int Anomalies, int FewestSelectable, double Realised, double Power, int Empty,
    int TailRows, double TailExpected)
{
    public static Table Table(IReadOnlyList<FdrResult> results)
    {
        var table = new Table { Title = new TableTitle("Selected batches, mean of 100 draws") };
        table.AddColumns("set", "calibration rows", "batch", "anomalies", "fdr", "fewest selectable", "realised", "power", "empty draws", "normal in the tail", "expected");
        foreach (var result in results)
        {
            table.AddRow(
                Markup.Escape(result.Set), $"{result.CalibrationRows}", $"{result.Rows}", $"{result.Anomalies}", Number(result.Fdr), $"{result.FewestSelectable}",
                Number(result.Realised), Number(result.Power), $"{result.Empty}", $"{result.TailRows}",
                FormattableString.Invariant($"{result.TailExpected:0.0}"));
        }

        foreach (var share in results.GroupBy(result => result.Fdr))
        {
            table.AddRow("mean", "", "", "", Number(share.Key), "", Number(share.Average(result => result.Realised)), Number(share.Average(result => result.Power)));
        }

        return table;
    }

    private static string Number(double value) => FormattableString.Invariant($"{value:0.000}");
}
