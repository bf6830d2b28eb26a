using Vae.MLNet;
using Vae.Training.Generation;
using Vae.Training.Learning;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// Turns a trained ensemble into a detector. Every measurement that decides the score of a row of fold k under member k is made without fold k; so
/// the held-out scores of fold k have the distribution of the scores of new normal rows under member k, and calibrate them (cross-conformal, Vovk
/// 2015).
/// </summary>
/// <param name="options">How to train.</param>
/// <param name="dates">The features of each column of dates.</param>
/// <param name="generator">Draws, on the CPU.</param>
/// <param name="cancellation">Abandons the fitting.</param>
internal sealed class TableFitting(
    VaeTrainingOptions options, IReadOnlyList<Range> dates, Generator generator, CancellationToken cancellation)
{
    /// <summary>The detector; its tensors belong to the dispose scope of the caller.</summary>
    /// <param name="ensemble">The trained ensemble.</param>
    /// <param name="scaler">The scaler that made <paramref name="inputs"/> of <paramref name="features"/>.</param>
    /// <param name="novelty">The novelties of rows.</param>
    /// <param name="ranges">Where the values lie that each member saw.</param>
    /// <param name="view">What each member sees of scaled rows.</param>
    /// <param name="features">Training rows as the user has them [rows, features].</param>
    /// <param name="inputs">The same scaled [rows, inputs].</param>
    /// <param name="folds">Who never saw what.</param>
    public TableDetector Fit(
        TableEnsemble ensemble, TableScaler scaler, NoveltyCounter novelty, SeenRanges ranges, IMemberView view, Tensor features, Tensor inputs,
        Folds folds)
    {
        using var none = no_grad();
        var kind = TableHeads.KindOf(options);
        var residuals = HeldOutResiduals.Of(ensemble, view, inputs, folds, cancellation);     // [rows, inputs]

        // Where nobody knows which rows are normal all count: the promise is then about rows like these, anomalies among them.
        var normal = NormalRows.Of(features, residuals, options.Contamination ?? 0, folds);
        var wide = WideTable.IsWide(inputs.shape[1], inputs.shape[0]);
        var whitening = wide
            ? Whitening.FitWide(residuals, normal.Outside, scaler.LeastSpreads, scaler.HasCommonUnit, cancellation)
            : Whitening.Fit(residuals, normal.Outside, scaler.LeastSpreads);
        Tensor[] viewed = [.. Enumerable.Range(0, ensemble.Members).Select(member => view.Apply(inputs, member))];
        var material = new TableMaterial
        {
            Inputs = inputs,
            Viewed = viewed,
            Residuals = [.. viewed.Select((own, member) => Whitened(ensemble, whitening, own, member))],
            Outside = normal.Outside,
            Inside = normal.Inside,
            HasCommonUnit = scaler.HasCommonUnit,
            IsWide = wide,
            Missing = rows => scaler.Missing(features.index_select(0, rows)),
            Units = tensor(folds.Units.Select(unit => (long)unit).ToArray(), device: inputs.device),
            Bank = new(ReferencePlan.Of(options, inputs.shape[1]), generator, cancellation),
            View = view,
        };
        var heads = TableHeads.Of(kind, material);
        Tensor[] ownRows = [.. folds.HeldOut.Select(fold => tensor(fold, device: inputs.device))];
        var heldOut = ownRows.Select((rows, member) => HeldOut(heads, material, member, rows, (head, sight) => head.Squares(sight))).ToArray();
        var calibrated = CalibratedHeads<TableSight, TableGraphSight>.Fit(heads, heldOut);
        var novelties = novelty.Count(features);                                        // [rows, members]
        var gaps = GapAllowance.Fit(scaler, (int)features.shape[1], [.. novelty.Categories, .. dates], inputs, normal.Inside, (rows, member) =>
        {
            var own = view.Apply(rows, member);
            return calibrated.Combine(new TableSight(member, Whitened(ensemble, whitening, own, member), own));
        }, cancellation);
        var allowed = gaps.Of(features);                                                // [rows]
        cancellation.ThrowIfCancellationRequested();
        var rarity = NoveltyRarity.Fit(novelty, ranges, features, normal, folds);
        var calibration = Calibration(calibrated, heldOut);
        if (kind == VaeScoreKind.Robust)
        {
            // All members judge a row to come, one a training row; what else never saw it has a say there, too. The scale and the curve are its own.
            var more = ownRows.Select((rows, member) =>
                HeldOut(heads, material, member, rows, (head, sight) => head.HeldOutSquares(sight, rows))).ToArray();
            var scaled = CalibratedHeads<TableSight, TableGraphSight>.Fit(heads, more);
            calibration = calibration with { TrainingScores = Calibration(scaled, more).TrainingScores };
        }

        cancellation.ThrowIfCancellationRequested();
        return new TableDetector
        {
            ScoreKind = kind,
            Scaler = scaler,
            Novelty = novelty,
            Gaps = gaps,
            Rarity = rarity?.Rarity.With(calibration.Joint.At),
            View = view,
            Ensemble = ensemble,
            Whitening = whitening,
            LeaveOneOut = LeaveOneOut.Fit(inputs, cat(normal.Inside), wide),
            Heads = calibrated,
            References = heads.OfType<IReferenceHead>().Any() ? options.References : VaeReferenceKind.None,
            Calibration = calibration,
            Generator = Generated(ensemble, view, whitening, scaler, novelty, features, inputs, cat(normal.Inside)),
        };

        ScoreCalibration Calibration(CalibratedHeads<TableSight, TableGraphSight> scaled, Tensor[][] squares) => ScoreCalibration.Fit(
            [
                .. squares.Select((own, member) =>
                    scaled.Combine(own) - allowed.index_select(0, ownRows[member])
                    + (NoveltyCounter.ScoreWeight * novelties.select(1, member).index_select(0, ownRows[member]))),
            ],
            normal.Inside, normal.Judged, folds, rarity?.Surprisals, pooled: kind == VaeScoreKind.Robust);
    }

    /// <summary>
    /// What new rows are made by, or null for plain autoencoders and of tables with dates, which cycles do not tell; draws numbers of its own, so
    /// that detectors keep their bits.
    /// </summary>
    private RowGenerator? Generated(
        TableEnsemble ensemble, IMemberView view, Whitening whitening, TableScaler scaler, NoveltyCounter novelty, Tensor features, Tensor inputs,
        Tensor normal)
    {
        if (options.Autoencoder == VaeAutoencoderKind.Plain || dates.Count > 0)
        {
            return null;
        }

        using var own = new Generator((ulong)options.SeedOrDefault);
        return new TableGenerator(ensemble, view, whitening, scaler, cancellation)
            .Fit(features.index_select(0, normal), inputs.index_select(0, normal), novelty.Categories, own);
    }

    private Tensor Whitened(TableEnsemble ensemble, Whitening whitening, Tensor viewed, int member)
    {
        using var scope = NewDisposeScope();
        var residuals = HeldOutResiduals.UnderMember(ensemble, viewed, member, cancellation);
        return whitening.Whiten(residuals, member).MoveToOuterDisposeScope();           // [rows, inputs]
    }

    /// <summary>The squares of the heads for the rows held out from a member [heads] of [rows of the fold].</summary>
    private Tensor[] HeldOut(
        IReadOnlyList<IHead<TableSight, TableGraphSight>> heads, TableMaterial material, int member, Tensor rows,
        Func<IHead<TableSight, TableGraphSight>, TableSight, Tensor> squares)
    {
        using var scope = NewDisposeScope();
        var (residuals, viewed) = (material.Residuals[member].index_select(0, rows), material.Viewed[member].index_select(0, rows));
        var sight = new TableSight(member, residuals, viewed);
        return
        [
            .. heads.Select(head =>
            {
                cancellation.ThrowIfCancellationRequested();
                return squares(head, sight).MoveToOuterDisposeScope();
            }),
        ];
    }
}
