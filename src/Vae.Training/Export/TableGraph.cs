using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.Training.Calibration;
using static TorchSharp.torch;
using DataType = Vae.MLNet.Onnx.TensorProto.Types.DataType;

namespace Vae.Training.Export;

/// <summary>
/// Writes a whole detector for tables as one ONNX graph: raw features in; scores, p-values, label, reconstruction and reasons out. docs/scoring.md states the formulas, docs/model-format.md the contract.
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
        var raw = _tape.Input(TensorNames.Features, "rows", width);
        var threshold = _tape.InputWithDefault(TensorNames.Threshold, [(float)_info.Threshold]);
        var scaler = new ScalerGraph(_tape, _detector.Scaler, width);
        var varying = scaler.Varying(raw);                                              // [rows, features]
        var missing = _tape.Op("IsNaN", [varying]);
        var x = scaler.Scale(varying, missing);

        var kl = new List<string>();                                                    // [members] of [rows, 1]
        var seen = new List<string>();                                                  // [members] of [rows, features]
        var standardised = new List<string>();                                          // the residuals of each, standardised
        var residuals = new List<string>();                                             // and whitened
        for (var member = 0; member < ensemble.Members; member++)
        {
            var network = new MemberGraph(_tape, ensemble, member);
            seen.Add(Seen(x, member));
            var (mean, logVariance) = network.Encode(seen[member]);
            kl.Add(_tape.KlDivergence(mean, logVariance, ensemble.Latent));
            standardised.Add(Standardised(member, seen[member], network.DecoderHidden(mean)));
            residuals.Add(_tape.Op("MatMul", [standardised[member], _tape.Constant("whitening", whitening.Matrix[member])]));
            if (member == 0)
            {
                _tape.Output("Identity", mean, TensorNames.LatentMean, DataType.Float, "rows", ensemble.Latent);
                _tape.Output("Identity", logVariance, TensorNames.LatentLogVariance, DataType.Float, "rows", ensemble.Latent);
            }
        }

        new DecisionGraph(_tape, _detector.Calibration, _info).Write(MemberScores(x, seen, residuals, raw), raw, threshold);
        _tape.Output("Identity", _tape.MeanOfColumns(_tape.Concat(1, [.. kl])), TensorNames.KlDivergence, DataType.Float, "rows");
        Reasons(scaler, raw, missing, standardised);
        _tape.Output("Identity", scaler.Invert(Expected(seen, standardised)), TensorNames.Reconstruction, DataType.Float, "rows", width);
        return _tape.Model(ModelMetadata.Write(_info));
    }

    /// <summary>The scaled row as a member sees it: [rows, features].</summary>
    private string Seen(string x, int member)
    {
        using var scope = NewDisposeScope();
        return _detector.View is { } view
            ? _tape.Add(_tape.Mul(x, _tape.Constant("keep", view.Keep[member])), _tape.Constant("held", view.Constant[member]))
            : x;
    }

    /// <summary>(x − decoded − bias) / spread, the division and the bias folded into the decoder's last layer: [rows, features].</summary>
    private string Standardised(int member, string x, string hidden)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var output = _detector.Ensemble.Output;
        var spread = _detector.Whitening.Spread[member];                                // [1, features]
        var decoded = _tape.Gemm(hidden, _tape.Constant("weight", output.Weight[member] / spread), _tape.Constant("bias", ((output.Bias[member] + _detector.Whitening.Bias[member]) / spread)[0]));
        return _tape.Sub(_tape.Mul(x, _tape.Constant("precision", 1 / spread)), decoded);
    }

    /// <summary>The mean of the heads plus the novelties: [rows, members].</summary>
    private string MemberScores(string x, IReadOnlyList<string> seen, IReadOnlyList<string> residuals, string raw)
    {
        var heads = _detector.Heads.Select(head => new HeadGraph(_tape, head, _detector).Calibrated(x, seen, residuals)).ToArray();
        var score = heads.Length == 1 ? heads[0] : _tape.Mul(_tape.Sum(heads), 1f / heads.Length);
        return new NoveltyGraph(_tape, _detector.Novelty).Novelties(raw) is { } novelties
            ? _tape.Add(score, _tape.Mul(novelties, Calibration.MemberScores.NoveltyWeight))
            : score;
    }

    private void Reasons(ScalerGraph scaler, string raw, string missing, IReadOnlyList<string> standardised)
    {
        var squares = _tape.Sum([.. standardised.Select(u => _tape.Mul(u, u))]);
        var errors = scaler.Spread(_tape.Where(missing, 0, _tape.Mul(squares, 0.5f / standardised.Count)));  // [rows, raw features]
        if (new NoveltyGraph(_tape, _detector.Novelty).FeatureErrors(raw, _info.FeatureCount) is { } changed)
        {
            errors = _tape.Add(errors, changed);
        }

        _tape.Output("Identity", errors, TensorNames.FeatureErrors, DataType.Float, "rows", _info.FeatureCount);
        var total = _tape.Op("ReduceSum", [errors, _tape.Integers("axes", 1)], ("keepdims", 0L));
        _tape.Output("Identity", total, TensorNames.ReconstructionError, DataType.Float, "rows");
    }

    /// <summary>What the members expected on average, bias included, in scaled units: what each saw minus its centred residual [rows, features].</summary>
    private string Expected(IReadOnlyList<string> seen, IReadOnlyList<string> standardised)
    {
        using var scope = NewDisposeScope();
        var expected = standardised.Select((u, member) => _tape.Sub(seen[member], _tape.Mul(u, _tape.Constant("spread", _detector.Whitening.Spread[member]))));
        return _tape.Mul(_tape.Sum([.. expected]), 1f / standardised.Count);
    }
}
