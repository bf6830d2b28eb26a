using Google.Protobuf;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.Training.Graph;

namespace Vae.Benchmarks.Models;

/// <summary>
/// One VAE with random weights as a model file that keeps the contract: features → hidden layers → latent and back, score = squared error + KL divergence.
/// The smallest work per row that a detector can do, so that everything around it shows.
/// </summary>
/// <param name="Sizes">Features, hidden layers of the encoder, latent dimensions; the decoder mirrors them.</param>
internal sealed record PlainVae(params int[] Sizes)
{
    private readonly OnnxTape _tape = new();
    private readonly Random _random = new(1);

    /// <summary>Such as <c>30-64-32-8</c>.</summary>
    public string Name => string.Join('-', Sizes);

    private int Features => Sizes[0];

    private int Latent => Sizes[^1];

    public byte[] Write()
    {
        var info = Info();
        var x = _tape.Input(TensorNames.Features, "rows", Features);                    // [rows, features]
        var threshold = _tape.InputWithDefault(TensorNames.Threshold, [2]);
        var h = Sizes[1..^1].Aggregate(x, (h, size) => _tape.Relu(Layer(h, size)));
        var mean = Layer(h, Latent, width: Sizes[^2]);                                  // [rows, latent]
        var logVariance = Layer(h, Latent, width: Sizes[^2]);
        var decoded = Sizes[1..^1].Reverse().Aggregate((Value: mean, Width: Latent), (z, size) => (_tape.Relu(Layer(z.Value, size, z.Width)), size));
        var reconstruction = Layer(decoded.Value, Features, decoded.Width);             // [rows, features]
        var difference = _tape.Sub(x, reconstruction);
        var error = Sum(_tape.Mul(difference, difference));                             // [rows]
        var variance = _tape.Sub(_tape.Exp(logVariance), logVariance);
        var kl = _tape.Mul(Sum(_tape.Sub(_tape.Add(_tape.Mul(mean, mean), variance), _tape.Scalar("one", 1))), 0.5f);
        var score = _tape.Mul(_tape.Add(error, kl), 0.01f);
        _tape.Output("Identity", score, VaeOutputs.Score, info);
        _tape.Output("Not", _tape.Op("Less", [score, threshold]), VaeOutputs.PredictedLabel, info);
        _tape.Output("Identity", _tape.Clip(_tape.Exp(_tape.Mul(score, (float)-Math.Log(10))), 1e-3f, 1), VaeOutputs.PValue, info);
        _tape.Output("Identity", error, VaeOutputs.ReconstructionError, info);
        _tape.Output("Identity", kl, VaeOutputs.KlDivergence, info);
        _tape.Output("Identity", _tape.Mul(difference, difference), VaeOutputs.FeatureErrors, info);
        _tape.Output("Identity", reconstruction, VaeOutputs.Reconstruction, info);
        _tape.Output("Identity", mean, VaeOutputs.LatentMean, info);
        _tape.Output("Identity", logVariance, VaeOutputs.LatentLogVariance, info);
        return _tape.Model(ModelMetadata.Write(info)).ToByteArray();
    }

    private string Layer(string x, int outputs, int? width = null)
    {
        var inputs = width ?? Sizes[Array.IndexOf(Sizes, outputs) - 1];
        var weights = Enumerable.Range(0, inputs * outputs).Select(_ => (float)((_random.NextDouble() - 0.5) / Math.Sqrt(inputs))).ToArray();
        return _tape.Gemm(x, _tape.Constant("weight", weights, inputs, outputs), _tape.Constant("bias", new float[outputs], outputs));
    }

    private string Sum(string values) => _tape.Op("ReduceSum", [values, _tape.Integers("axes", 1)], ("keepdims", 0L));

    private VaeModelInfo Info() => new()
    {
        Format = ModelMetadata.FormatOf([]),
        Columns = RandomRows.Columns(Features),
        InputShape = [Features],
        ScoreKind = VaeScoreKind.Pure,
        Members = 1,
        LatentDimension = Latent,
        TrainingRows = 1000,
        CalibrationRows = 999,
        Contamination = 0,
        FalseAlarmRate = null,
        Threshold = 2,
        ThresholdSource = "set by hand",
        References = VaeReferenceKind.None,
        ReferenceVectors = 0,
        ReferenceBytes = 0,
        Seed = 1,
        Steps = 0,
        OptionsDigest = new string('0', 64),
        Versions = new Dictionary<string, string>(),
        Parity = new Dictionary<string, double>(),
    };
}
