using TorchSharp;
using Vae.MLNet;
using Vae.Training.Network;
using Vae.Training.Optimization;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training.Calibration;

/// <summary>
/// Turns a trained ensemble into a detector. Every measurement that decides the score of a row of fold k under member k is made without fold k; so the
/// held-out scores of fold k have the distribution of the scores of new normal rows under member k, and calibrate them (cross-conformal, Vovk 2015).
/// </summary>
internal sealed class TableFitting(VaeTrainingOptions options, Generator generator)
{
    /// <summary>The detector; its tensors belong to the dispose scope of the caller.</summary>
    /// <param name="ensemble">The trained ensemble.</param>
    /// <param name="scaler">The scaler that made <paramref name="rows"/> of <paramref name="raw"/>.</param>
    /// <param name="novelty">The novelties of raw rows.</param>
    /// <param name="view">What each member sees of scaled rows.</param>
    /// <param name="raw">Raw training rows [rows, raw features].</param>
    /// <param name="rows">Scaled training rows [rows, features].</param>
    /// <param name="folds">Who never saw what.</param>
    public TableDetector Fit(DenseEnsemble ensemble, FeatureScaler scaler, NoveltyCounter novelty, MemberView? view, Tensor raw, Tensor rows, Folds folds)
    {
        using var none = no_grad();
        var members = ensemble.Members;
        var residuals = HeldOutResiduals.Of(ensemble, view, rows, folds);                     // [rows, features]
        var normal = NormalRows.Of(raw, residuals, options.Contamination, folds);
        var (inside, outside) = (normal.Inside, normal.Outside);
        var whitening = Whitening.Fit(residuals, outside);

        // Robust: rows that a member saw fit it too well when anomalies are among them, so its references come from the fold it never saw.
        var sources = options.ResolvedScore == VaeScoreKind.Robust ? inside : outside;
        var views = Enumerable.Range(0, members).Select(member => view.Apply(rows, member)).ToArray();
        var whitened = views.Select((seen, member) => Whitened(ensemble, whitening, seen, member)).ToArray();
        var heads = VectorsOf(options.ResolvedScore).Select(vector => new Head(vector, options.ResolvedScore == VaeScoreKind.Pure ? null
            : ReferencesOf(vector, whitened, views, rows, sources, inside))).ToArray();
        var held = Calibrate(heads, whitened, views, folds);
        var novelties = novelty.Count(raw);                                             // [rows, members]
        var scores = held.Select((values, member) =>
            MemberScores.Combine(heads, values, novelties.select(1, member).index_select(0, tensor(folds.HeldOut[member], device: rows.device)))).ToArray();
        return new TableDetector
        {
            ScoreKind = options.ResolvedScore,
            Scaler = scaler,
            Novelty = novelty,
            View = view,
            Ensemble = ensemble,
            Whitening = whitening,
            Heads = heads,
            References = options.ResolvedScore == VaeScoreKind.Pure ? VaeReferenceKind.None : options.References,
            Calibration = ScoreCalibration.Fit(scores, inside, normal.Judged, folds),
        };
    }

    private static HeadVector[] VectorsOf(VaeScoreKind kind) => kind switch
    {
        VaeScoreKind.Hybrid => [HeadVector.Residual, HeadVector.Input],
        VaeScoreKind.Robust => [HeadVector.Joint],
        _ => [HeadVector.Residual],
    };

    private static Tensor Whitened(DenseEnsemble ensemble, Whitening whitening, Tensor rows, int member)
    {
        var standardised = (HeldOutResiduals.UnderMember(ensemble, rows, member) - whitening.Bias[member]) / whitening.Spread[member];
        return standardised.mm(whitening.Matrix[member]);                               // [rows, features]
    }

    private References[] ReferencesOf(HeadVector vector, Tensor[] whitened, Tensor[] views, Tensor rows, Tensor[] sources, Tensor[] inside)
    {
        var bank = new ReferenceBank(options, generator);
        return
        [
            .. whitened.Select((residuals, k) =>
            {
                // Input references of a fold serve all other members, so they are made from the rows as they are.
                var (seen, candidates) = vector == HeadVector.Input ? (rows, inside[k]) : (views[k], sources[k]);
                return bank.From(Head.VectorOf(vector, residuals, seen), candidates, vector, whitened.Length);
            }),
        ];
    }

    /// <summary>The raw values of every head for the rows held out from each member [members][heads] of [rows of the fold], after fixing the heads' scales.</summary>
    private static Tensor[][] Calibrate(Head[] heads, Tensor[] whitened, Tensor[] views, Folds folds)
    {
        var held = whitened.Select((residuals, member) =>
        {
            var own = tensor(folds.HeldOut[member], device: residuals.device);
            return heads.Select(head => head.RawHeldOut(member, residuals.index_select(0, own), views[member].index_select(0, own), own)).ToArray();
        }).ToArray();
        foreach (var (head, i) in heads.Select((head, i) => (head, i)))
        {
            head.Calibrate(cat(held.Select(values => values[i]).ToArray()));
        }

        return held;
    }
}
