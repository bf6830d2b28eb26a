using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// Which training rows count as normal: those with a value, and with declared contamination, all but that share with the largest held-out error.
/// </summary>
/// <param name="Judged">Whether a row has any value [rows].</param>
/// <param name="Inside">The normal rows of each fold [members] of [rows of the fold].</param>
/// <param name="Outside">The normal rows outside each fold [members] of [rows outside the fold].</param>
internal sealed record NormalRows(bool[] Judged, Tensor[] Inside, Tensor[] Outside)
{
    /// <summary>Chooses the rows.</summary>
    /// <param name="features">Training rows as the user has them [rows, features].</param>
    /// <param name="residuals">Held-out residuals [rows, inputs].</param>
    /// <param name="contamination">The declared share of anomalies.</param>
    /// <param name="folds">Who never saw what.</param>
    public static NormalRows Of(Tensor features, Tensor residuals, double contamination, Folds folds) =>
        Of(features.isnan().logical_not().any(1).cpu().data<bool>().ToArray(), residuals, contamination, folds, together: 1);

    /// <summary>Chooses the rows.</summary>
    /// <param name="judged">Whether a training row has any value [rows].</param>
    /// <param name="residuals">Held-out residuals [rows, inputs].</param>
    /// <param name="contamination">The declared share of anomalies.</param>
    /// <param name="folds">Who never saw what.</param>
    /// <param name="together">
    /// How many rows that follow each other are normal together or not, by the one with the largest error: tiles of a photograph.
    /// </param>
    public static NormalRows Of(bool[] judged, Tensor residuals, double contamination, Folds folds, int together)
    {
        var normal = Normal(residuals, judged, contamination, together);
        return new(
            judged,
            [.. folds.HeldOut.Select(fold => Kept(fold, normal, residuals.device))],
            [.. folds.Seen.Select(seen => Kept(seen, normal, residuals.device))]);
    }

    private static bool[] Normal(Tensor residuals, bool[] judged, double contamination, int together)
    {
        bool[] normal = [.. judged];
        var trimmed = (int)(normal.Length / together * contamination);
        if (trimmed > 0)
        {
            using var scope = NewDisposeScope();
            var squares = residuals.square();
            var errors = (squares / squares.mean([0]).clamp_min(1e-3)).mean([1]);       // [rows]
            foreach (var unit in errors.view(-1, together).amax([1]).topk(trimmed).indexes.cpu().data<long>())
            {
                Array.Fill(normal, false, (int)unit * together, together);
            }
        }

        return normal;
    }

    private static Tensor Kept(long[] rows, bool[] normal, Device device)
    {
        var kept = rows.Where(row => normal[row]).ToArray();
        return tensor(kept.Length >= 2 ? kept : rows, device: device);
    }
}
