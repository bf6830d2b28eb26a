using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.Training.Images;
using static TorchSharp.torch;
using DataType = Vae.MLNet.Onnx.TensorProto.Types.DataType;

namespace Vae.Training.Export;

/// <summary>
/// Writes a whole detector for images as one ONNX graph: grey values in; scores, p-values, label, heatmap, reconstruction and reasons out. docs/scoring.md states the formulas.
/// </summary>
internal sealed class ImageGraph
{
    private readonly OnnxTape _tape = new();
    private readonly ImageDetector _detector;
    private readonly VaeModelInfo _info;
    private readonly VaeImageShape _shape;
    private readonly ImageScalerGraph _scaler;
    private readonly ImageHeadGraph _heads;

    private ImageGraph(ImageDetector detector, VaeModelInfo info)
    {
        (_detector, _info, _shape) = (detector, info, detector.Scaler.Shape);
        _scaler = new(_tape, detector.Scaler, detector.Ensemble.Network);
        _heads = new(_tape, _shape);
    }

    private object[] Images => ["rows", _shape.Channels, _shape.Height, _shape.Width];

    /// <summary>The model with the metadata of <paramref name="info"/>.</summary>
    public static ModelProto Write(ImageDetector detector, VaeModelInfo info) => new ImageGraph(detector, info).Write();

    private ModelProto Write()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var raw = _tape.Input(TensorNames.Features, Images);
        var threshold = _tape.InputWithDefault(TensorNames.Threshold, [(float)_info.Threshold]);
        var missing = _tape.Op("IsNaN", [raw]);
        var z = _scaler.Scale(raw, missing);
        var seen = _scaler.Pooled(z);
        var pyramid = new PyramidGraph(_tape, z, _shape);
        var (texture, layout, features) = (pyramid.Texture(), pyramid.Layout(), pyramid.Features(_detector.InputFeatures));
        var kl = new List<string>();                                                    // [members] of [rows, 1]
        var squares = new List<string[]>();                                             // [members][heads] of [rows, 1]
        var inputMaps = new List<string>();                                             // [members] of [rows, height, width], as the next
        var residualMaps = new List<string>();
        var expected = new List<string>();                                              // [members] of [rows, channels, height, width], as the next
        var standard = new List<string>();
        foreach (var (held, member) in _detector.Members.Select((held, member) => (held, member)))
        {
            var network = new ConvolutionGraph(_tape, _detector.Ensemble, member);
            var (mean, logVariance) = network.Encode(seen);
            var decoded = network.Decode(mean);
            var residual = _tape.Sub(z, _scaler.Expanded(decoded));
            var own = new PyramidGraph(_tape, residual, _shape);
            var (input, local) = (_heads.Map(features, held.Input), _heads.Map(own.Features(_detector.ResidualFeatures), held.Residual));
            squares.Add(
            [
                _heads.MeanSquares(_tape.Concat(1, texture, own.Texture()), held.Texture),
                _heads.MeanSquares(_tape.Concat(1, layout, own.Layout()), held.Layout),
                _heads.Worst(local),
            ]);
            inputMaps.Add(input);
            residualMaps.Add(local);
            kl.Add(_tape.KlDivergence(mean, logVariance, _detector.Ensemble.Latent));
            var centred = _tape.Sub(residual, _tape.Constant("bias", held.Bias));
            expected.Add(_tape.Sub(z, centred));
            standard.Add(_tape.Div(centred, _tape.Constant("spread", held.Spread)));
            if (member == 0)
            {
                _tape.Output("Identity", mean, TensorNames.LatentMean, DataType.Float, "rows", _detector.Ensemble.Latent);
                _tape.Output("Identity", logVariance, TensorNames.LatentLogVariance, DataType.Float, "rows", _detector.Ensemble.Latent);
            }
        }

        var byHead = Enumerable.Range(0, ImageHeads.Count).Select(head => _tape.Concat(1, [.. squares.Select(member => member[head])])).ToArray();
        new DecisionGraph(_tape, _detector.Calibration, _info).Write(_heads.Combine(_detector.Scales, byHead), _tape.Flat(raw), threshold);
        _tape.Output("Identity", _tape.MeanOfColumns(_tape.Concat(1, [.. kl])), TensorNames.KlDivergence, DataType.Float, "rows");
        Pictures(missing, _heads.LogHeat(inputMaps, residualMaps), expected, standard);
        return _tape.Model(ModelMetadata.Write(_info));
    }

    private void Pictures(string missing, string logHeat, IReadOnlyList<string> expected, IReadOnlyList<string> standard)
    {
        var share = 1f / expected.Count;
        _tape.Output("Exp", logHeat, TensorNames.Heatmap, DataType.Float, "rows", _shape.Height, _shape.Width);
        var errors = _tape.Where(missing, 0, _tape.Mul(_tape.Sum([.. standard.Select(_tape.Square)]), 0.5f * share));
        _tape.Output("Identity", errors, TensorNames.FeatureErrors, DataType.Float, Images);
        var total = _tape.Op("ReduceSum", [_tape.Flat(errors), _tape.Integers("axes", 1)], ("keepdims", 0L));
        _tape.Output("Identity", total, TensorNames.ReconstructionError, DataType.Float, "rows");
        _tape.Output("Identity", _scaler.Invert(_tape.Mul(_tape.Sum([.. expected]), share)), TensorNames.Reconstruction, DataType.Float, Images);
    }
}
