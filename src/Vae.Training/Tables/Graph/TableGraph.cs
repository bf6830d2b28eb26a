using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables.Graph;

/// <summary>
/// Writes a whole detector for tables as one ONNX graph: features in; scores, p-values, label, reconstruction and reasons out. docs/scoring.md states
/// the formulas, docs/model-format.md the contract.
/// </summary>
internal sealed class TableGraph
{
    private readonly OnnxTape _tape = new();
    private readonly TableDetector _detector;
    private readonly VaeModelInfo _info;

    private TableGraph(TableDetector detector, VaeModelInfo info) => (_detector, _info) = (detector, info);

    /// <summary>The model with the metadata of <paramref name="info"/>.</summary>
    public static ModelProto Write(TableDetector detector, VaeModelInfo info) => new TableGraph(detector, info).Write();

    private ModelProto Write()
    {
        var (ensemble, whitening, width) = (_detector.Ensemble, _detector.Whitening, _info.FeatureCount);
        var features = new MissingMarks(_detector.Marks).Apply(_tape, _tape.Input(TensorNames.Features, "rows", width), width);
        var threshold = _tape.InputWithDefault(TensorNames.Threshold, [(float)_info.Threshold]);
        var scaler = new TableScalerGraph(_tape, _detector.Scaler, width);
        var varying = scaler.Varying(features);                                         // [rows, inputs]
        var missing = _tape.Op("IsNaN", [varying]);
        var inputs = scaler.Scale(varying, missing);

        var kl = new List<string>();                                                    // [members] of [rows, 1]
        var standardised = new List<string>();                                          // [members] of [rows, inputs]: the residuals, standardised
        var sights = new List<TableGraphSight>();                                       // [members]
        for (var member = 0; member < ensemble.Members; member++)
        {
            var network = new TableMemberGraph(_tape, ensemble, member);
            var viewed = Viewed(inputs, member);
            var (mean, logVariance) = network.Encode(viewed);
            kl.Add(_tape.KlDivergence(mean, logVariance, ensemble.Latent));
            standardised.Add(Standardised(member, viewed, network.DecoderHidden(mean)));
            sights.Add(new(member, whitening.Whiten(_tape, standardised[member], member), viewed, inputs));
            if (member == 0)
            {
                _tape.Output("Identity", mean, VaeOutputs.LatentMean, _info);
                _tape.Output("Identity", logVariance, VaeOutputs.LatentLogVariance, _info);
            }
        }

        var heads = _detector.Heads.Combine(_tape, _detector.Heads.Heads.Select(head => head.Squares(_tape, sights)));  // [rows, members]
        var novelty = new TableNoveltyGraph(_tape, _detector.Novelty, features, width);
        var least = _detector.Rarity is { } rarity ? novelty.Surprisals(rarity) : null;
        new DecisionGraph(_tape, _detector.Calibration, _info).Write(MemberScores(heads, features, novelty), features, threshold, least);
        _tape.Output("Identity", _tape.MeanOfColumns(_tape.Concat(1, [.. kl])), VaeOutputs.KlDivergence, _info);
        Reasons(scaler, novelty, missing, standardised);
        _tape.Output("Identity", scaler.Invert(Expected(sights, standardised)), VaeOutputs.Reconstruction, _info);
        var contributions = new TableContributionsGraph(_tape, _detector, scaler).Shares(features, novelty, sights, heads);
        _tape.Output("Identity", contributions, VaeOutputs.FeatureContributions, _info);
        return _tape.Model(ModelMetadata.Write(_info));
    }

    /// <summary>The scaled row as a member sees it: [rows, inputs].</summary>
    private string Viewed(string inputs, int member)
    {
        using var scope = NewDisposeScope();

        // As in NearestByFoldHead, the name of the constant stays.
        return _detector.View is FixedFeatures view
            ? _tape.Add(_tape.Mul(inputs, _tape.Constant("keep", view.Keep[member])), _tape.Constant("held", view.Constant[member]))
            : inputs;
    }

    /// <summary>(x − decoded − bias) / spread, the division and the bias folded into the decoder's last layer: [rows, inputs].</summary>
    private string Standardised(int member, string viewed, string hidden)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var output = _detector.Ensemble.Output;
        var spread = _detector.Whitening.Spread[member];                                // [1, inputs]
        var weight = _tape.Constant("weight", output.Weight[member] / spread);
        var bias = _tape.Constant("bias", ((output.Bias[member] + _detector.Whitening.Bias[member]) / spread)[0]);
        var decoded = _tape.Gemm(hidden, weight, bias);
        return _tape.Sub(_tape.Mul(viewed, _tape.Constant("precision", 1 / spread)), decoded);
    }

    /// <summary>The mean of the heads, less what gaps add to it, plus the novelties: [rows, members].</summary>
    private string MemberScores(string heads, string features, TableNoveltyGraph novelty)
    {
        var score = heads;
        if (_detector.Gaps.Amounts.Any(amount => amount > 0))
        {
            var gaps = _tape.ToFloat(_tape.Op("IsNaN", [features]));                    // [rows, features]
            score = _tape.Sub(score, _tape.Op("MatMul", [gaps, _tape.Constant("gaps", _detector.Gaps.Amounts, _info.FeatureCount, 1)]));
        }

        return novelty.Novelties() is { } novelties
            ? _tape.Add(score, _tape.Mul(novelties, NoveltyCounter.ScoreWeight))
            : score;
    }

    private void Reasons(TableScalerGraph scaler, TableNoveltyGraph novelty, string missing, IReadOnlyList<string> standardised)
    {
        var squares = _tape.Sum([.. standardised.Select(_tape.Square)]);
        var errors = scaler.Spread(_tape.Where(missing, 0, _tape.Mul(squares, 0.5f / standardised.Count)));  // [rows, features]
        if (novelty.FeatureErrors() is { } changed)
        {
            errors = _tape.Add(errors, changed);
        }

        _tape.Output("Identity", errors, VaeOutputs.FeatureErrors, _info);
        var total = _tape.Op("ReduceSum", [errors, _tape.Integers("axes", 1)], ("keepdims", 0L));
        _tape.Output("Identity", total, VaeOutputs.ReconstructionError, _info);
    }

    /// <summary>
    /// What the members expected on average, bias included, in scaled units: what each saw minus its centred residual [rows, inputs].
    /// </summary>
    private string Expected(IReadOnlyList<TableGraphSight> sights, IReadOnlyList<string> standardised)
    {
        using var scope = NewDisposeScope();
        var expected = standardised.Zip(sights, (u, sight) =>
            _tape.Sub(sight.Viewed, _tape.Mul(u, _tape.Constant("spread", _detector.Whitening.Spread[sight.Member]))));
        return _tape.Mul(_tape.Sum([.. expected]), 1f / standardised.Count);
    }
}
