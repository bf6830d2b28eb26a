using Spectre.Console;

namespace Vae.Quality.Denoising;

/// <summary>The mean absolute error of removed cells of one set, each in standard deviations of its column.</summary>
/// <param name="Set">The set.</param>
/// <param name="TrainingRows">Training rows.</param>
/// <param name="Features">Features.</param>
/// <param name="Cells">Cells that were removed.</param>
/// <param name="Model">Filled by the model.</param>
/// <param name="OnePass">What the model reconstructs in one pass.</param>
/// <param name="Medians">Filled with the median of the column.</param>
/// <param name="Neighbours">Filled with the mean of the five nearest training rows.</param>
internal sealed record DenoiseResult(
    string Set, int TrainingRows, int Features, int Cells, double Model, double OnePass, double Medians, double Neighbours)
{
    public static Table Table(IReadOnlyList<DenoiseResult> results)
    {
        var table = new Table { Title = new TableTitle("Removed cells filled: mean absolute error in standard deviations of the column") };
        table.AddColumns("set", "training rows", "features", "cells", "model", "one pass", "medians", "5 neighbours");
        foreach (var result in results)
        {
            table.AddRow(
                Markup.Escape(result.Set), $"{result.TrainingRows}", $"{result.Features}", $"{result.Cells}",
                Number(result.Model), Number(result.OnePass), Number(result.Medians), Number(result.Neighbours));
        }

        table.AddRow(
            "model better on", "", "", "", "", $"{results.Count(result => result.Model < result.OnePass)}",
            $"{results.Count(result => result.Model < result.Medians)}", $"{results.Count(result => result.Model < result.Neighbours)}");
        return table;
    }

    private static string Number(double value) => FormattableString.Invariant($"{value:0.000}");
}
