using System.Globalization;
using System.Xml.Linq;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>How the training went: the evidence lower bound and its two terms.</summary>
internal static class TrainingPart
{
    public static XElement? Of(IReadOnlyList<VaeTrainingReport> history)
    {
        if (history.Count < 2)
        {
            return null;
        }

        double[] elbos = [.. history.SelectMany(report => (double[])[report.TrainingElbo, report.ValidationElbo, Likelihood(report)])];
        var steps = Axis.Linear(0, history[^1].Step, "optimiser steps");
        // The first reports lie far below the others and would press them flat.
        var low = elbos.Order().ElementAt(elbos.Length / 20);
        var chart = new Chart("Evidence lower bound over the training", steps, Axis.Linear(low, elbos.Max(), "nats per row, higher is better"))
            .Line("third", history.Select(report => ((double)report.Step, Likelihood(report))))
            .Line("plain", history.Select(report => ((double)report.Step, report.TrainingElbo)))
            .Line("main", history.Select(report => ((double)report.Step, report.ValidationElbo)));
        var divergence = new Chart(
            "KL divergence over the training", steps,
            Axis.Linear(0, history.Max(report => report.KlDivergence), "KL divergence, nats per row"), height: 150)
            .Line("odd", history.Select(report => ((double)report.Step, report.KlDivergence)));
        return Markup.Card(
            "Training", "The ELBO is the reconstruction term less the KL divergence. Held-out rows are those that a member never saw.",
            Markup.Legend(
                ("main", "ELBO, held-out rows"), ("plain", "ELBO, training rows"), ("third", "reconstruction term, held out"),
                ("odd", "KL divergence")),
            chart.Element, divergence.Element,
            Markup.Numbers(Markup.Table(
                ["Step", "ELBO, held out", "ELBO, training", "Reconstruction", "KL"],
                history.Select(report => (object[])
                [
                    report.Step.ToString("#,0", CultureInfo.InvariantCulture), Markup.Number(report.ValidationElbo, "0.00"),
                    Markup.Number(report.TrainingElbo, "0.00"), Markup.Number(Likelihood(report), "0.00"), Markup.Number(report.KlDivergence, "0.00"),
                ]))));
    }

    /// <summary>The reconstruction term of held-out rows: ELBO plus KL.</summary>
    private static double Likelihood(VaeTrainingReport report) => report.ValidationElbo + report.KlDivergence;
}
