using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.Training.Graph;
using Vae.Training.Images.Backbone;
using Vae.Training.Images.Descriptors;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images.Graph;

/// <summary>
/// Writes a whole detector for images as one ONNX graph: grey values in; scores, p-values, label, heatmap, reconstruction and reasons out.
/// docs/scoring.md states the formulas.
/// </summary>
internal sealed class ImageGraph
{
    private readonly OnnxTape _tape = new();
    private readonly ImageDetector _detector;
    private readonly VaeModelInfo _info;                                               // of the graph, which looks at tiles as if they were images
    private readonly VaeModelInfo _whole;
    private readonly VaeImageShape _shape;
    private readonly ImageScalerGraph _scaler;

    private ImageGraph(ImageDetector detector, VaeModelInfo info)
    {
        (_detector, _info, _whole, _shape) = (detector, info.OfGraph, info, detector.Scaler.Shape);
        _scaler = new(_tape, detector.Scaler, detector.Ensemble.Network);
    }

    private object[] Images => ["rows", _shape.Channels, _shape.Height, _shape.Width];

    /// <summary>The model with the metadata of <paramref name="info"/>.</summary>
    public static ModelProto Write(ImageDetector detector, VaeModelInfo info) => new ImageGraph(detector, info).Write();

    private ModelProto Write()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (ensemble, heads) = (_detector.Ensemble, _detector.Heads);
        var pixels = _scaler.Shown(_tape.Input(TensorNames.Features, Images));
        var threshold = _tape.InputWithDefault(TensorNames.Threshold, [(float)_info.Threshold]);
        var missing = _tape.Op("IsNaN", [pixels]);
        var images = _scaler.Scale(pixels, missing);
        var inputs = _scaler.Pooled(images);
        var see = _detector.Patches is { } patches ? Patches(patches, images, missing) : Pixels(_detector.Pixels!, images, missing);
        var kl = new List<string>();                                                    // [members] of [rows, 1]
        var sights = new List<ImageGraphSight>();                                       // [members]
        var squares = new List<string[]>();                                             // [members][heads] of [rows, 1]
        var expected = new List<string>();                                              // [members] of [rows, channels, height, width], as the next
        var standard = new List<string>();
        foreach (var (normal, member) in _detector.Members.Select((normal, member) => (normal, member)))
        {
            var network = new ImageMemberGraph(_tape, ensemble, member);
            var (mean, logVariance) = network.Encode(inputs);
            var decoded = network.Decode(mean);
            var residual = _tape.Sub(images, _scaler.Expanded(decoded));
            sights.Add(see(member, residual));
            squares.Add([.. heads.Heads.Select(head => head.Squares(_tape, [sights[member]]))]);
            kl.Add(_tape.KlDivergence(mean, logVariance, ensemble.Latent));
            var centred = _tape.Sub(residual, _tape.Constant("bias", normal.Bias));
            expected.Add(_tape.Sub(images, centred));
            standard.Add(_tape.Div(centred, _tape.Constant("spread", normal.Spread)));
            if (member == 0)
            {
                _tape.Output("Identity", mean, VaeOutputs.LatentMean, _info);
                _tape.Output("Identity", logVariance, VaeOutputs.LatentLogVariance, _info);
            }
        }

        string[] byHead = [.. heads.Heads.Select((_, head) => _tape.Concat(1, [.. squares.Select(member => member[head])]))];
        new DecisionGraph(_tape, _detector.Calibration, _info).Write(heads.Combine(_tape, byHead), _tape.Flat(pixels), threshold);
        _tape.Output("Identity", _tape.MeanOfColumns(_tape.Concat(1, [.. kl])), VaeOutputs.KlDivergence, _info);
        Pictures(missing, _tape.LogHeat(sights, _detector), expected, standard);
        return _tape.Model(ModelMetadata.Write(_whole));
    }

    /// <summary>What a member sees of images and of its residual: the pictures of members are many, so each member's heads follow at once.</summary>
    private Func<int, string, ImageGraphSight> Pixels(PixelDetector normal, string images, string missing)
    {
        var shown = ShownShare.Of(_tape, missing, _detector.Scaler, null, CellSize.Coarse);
        var pyramid = new PyramidGraph(_tape, images, _shape);
        string[] descriptions = [.. ImageHeads.Descriptors.Select(descriptor => descriptor.Of(_tape, pyramid))];
        var local = normal.ImageDescriptors.Of(_tape, pyramid);
        return (member, residual) =>
        {
            var own = new PyramidGraph(_tape, residual, _shape);
            var imageMap = _tape.Map(local, normal.ImageMaps[member]);
            var residualMap = _tape.Map(normal.ResidualDescriptors.Of(_tape, own), normal.ResidualMaps[member]);
            return new(member, descriptions, residual, own, new(Seen(imageMap, shown), Seen(residualMap, shown)), Patches: null);
        };
    }

    /// <summary>What a member sees through the pretrained network, which looks once for all of them.</summary>
    private Func<int, string, ImageGraphSight> Patches(PatchDetector normal, string images, string missing)
    {
        var (features, grid) = (normal.Features, normal.Features.Grid);
        var shown = ShownShare.Of(_tape, missing, _detector.Scaler, grid, CellSize.Coarse);
        var fineShown = ShownShare.Of(_tape, missing, _detector.Scaler, grid, CellSize.Fine);
        var layers = _tape.Backbone(features.Network, grid.Widen(_tape, _scaler.Invert(images)));
        var whole = PatchFeatures.Whole(_tape, layers);
        var maps = normal.MapsOf(_tape, PatchFeatures.Cells(_tape, layers));
        var fine = PatchFeatures.Fine(_tape, layers);
        return (member, residual) => new(
            member, [], residual, Pyramid: null, Pixels: null, new(
                grid, [.. maps[member].Select(map => Seen(map, shown))], whole, Seen(_tape.Map(fine, normal.Fine[member]), fineShown)));
    }

    /// <summary>A map of what is unusual [rows, height, width], of what is shown.</summary>
    private string Seen(string map, string? shown) => shown is null ? map : _tape.Mul(map, shown);

    private void Pictures(string missing, string logHeat, IReadOnlyList<string> expected, IReadOnlyList<string> standard)
    {
        var share = 1f / expected.Count;
        _tape.Output("Exp", logHeat, VaeOutputs.Heatmap, _info);
        var errors = _tape.Where(missing, 0, _tape.Mul(_tape.Sum([.. standard.Select(_tape.Square)]), 0.5f * share));
        _tape.Output("Identity", errors, VaeOutputs.FeatureErrors, _info);
        var total = _tape.Op("ReduceSum", [_tape.Flat(errors), _tape.Integers("axes", 1)], ("keepdims", 0L));
        _tape.Output("Identity", total, VaeOutputs.ReconstructionError, _info);
        _tape.Output("Identity", _scaler.Invert(_tape.Mul(_tape.Sum([.. expected]), share)), VaeOutputs.Reconstruction, _info);
    }
}
