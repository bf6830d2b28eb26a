using Microsoft.ML.OnnxRuntime;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Export;

/// <summary>Compares an exported file with TorchSharp on probe rows, before the file gets its name.</summary>
internal static class ExportVerifier
{
    /// <summary>
    /// Largest difference allowed, relative to the value or to its unit, whichever is larger; see <see cref="UnitsOf"/>. Single precision in two
    /// summation orders differs by some 1e-6 per layer; distances and logarithms raise that to about 1e-5; a wrong formula differs by far more.
    /// </summary>
    public const double Tolerance = 1e-4;

    /// <summary>
    /// The same for heatmaps, which are exponentials, and for reconstructions: beyond four standard deviations the way back to original units is
    /// exponential, which turns an absolute difference of scaled values into a relative one.
    /// </summary>
    public const double ReconstructionTolerance = 1e-3;

    /// <summary>
    /// The same for the worst scores and p-values, about 1 % of a p-value; half of them must keep to <see cref="Tolerance"/>, so that a wrong formula
    /// shows. They rest on the logarithm of the distance to the nearest reference in units of the residuals' spread, which is a hundredth of the
    /// values or less where columns nearly repeat each other: single precision then leaves some 1e-4 of a score open. On other tables the differences
    /// are those of the other outputs.
    /// </summary>
    public const double ScoreTolerance = 5e-3;

    /// <summary>
    /// What single precision leaves open of a member score. Where rows repeat, as those of discrete data do, the share of normal rows that score as
    /// high falls by a step, and a score on it may lie anywhere between the neighbours: as far apart as the oracle's own when it is moved so much.
    /// </summary>
    public const double MemberScoreTolerance = 2e-3;

    /// <summary>The largest difference per output.</summary>
    /// <param name="trained">The detector as TorchSharp has it.</param>
    /// <param name="model">The exported file.</param>
    /// <param name="cancellation">Abandons the comparison.</param>
    /// <exception cref="InvalidOperationException">An output differs by more than it may.</exception>
    public static IReadOnlyDictionary<string, double> Verify(Exportable trained, byte[] model, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var (expected, probes) = (trained.Score(trained.Probes), trained.Probes);
        cancellation.ThrowIfCancellationRequested();
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        long[] shape = [probes.shape[0], .. session.InputMetadata[TensorNames.Features].Dimensions.Skip(1)];
        using var input = OrtValue.CreateTensorValueFromMemory(probes.cpu().data<float>().ToArray(), shape);
        using var run = new RunOptions();
        cancellation.ThrowIfCancellationRequested();
        using var outputs = session.Run(run, [TensorNames.Features], [input], [.. expected.Keys.Select(output => output.Name)]);
        cancellation.ThrowIfCancellationRequested();
        var worst = new Dictionary<string, double>();
        var leeway = trained.Leeway is { } measure ? Values(measure(probes, MemberScoreTolerance)) : null;
        foreach (var ((output, tensor), actual) in expected.Zip(outputs))
        {
            var ours = Values(tensor);
            var differences = Differences(ours, actual.GetTensorDataAsSpan<float>(), UnitsOf(output, trained.Detector));
            worst[output.Name] = differences.Max();
            Require(output, differences.Order().ElementAt(differences.Length / 2), Tolerance, " on half of the values");
            var beyond = differences.Where((difference, i) => !(difference <= Open(output, ours, leeway, i)));
            Require(output, beyond.DefaultIfEmpty().Max(), ToleranceOf(output), "");
        }

        return worst;
    }

    private static void Require(VaeOutput output, double difference, double tolerance, string where)
    {
        if (!(difference <= tolerance))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Exported output '{output}' must agree with TorchSharp within {tolerance}; got a difference of {difference:g3}{where}. ") +
                "Nothing was saved: please report this with the training options.");
        }
    }

    private static double ToleranceOf(VaeOutput output) =>
        output == VaeOutputs.Reconstruction || output == VaeOutputs.Heatmap ? ReconstructionTolerance
        : output == VaeOutputs.Score || output == VaeOutputs.PValue ? ScoreTolerance
        : Tolerance;

    /// <summary>What is small for each column of an output: a reconstruction is in the features' own units, everything else has size 1.</summary>
    private static float[] UnitsOf(VaeOutput output, IDetector detector) => output == VaeOutputs.Reconstruction ? detector.Units : [1];

    /// <summary>
    /// What a step leaves open of a score, beside the tolerance; and of a p-value, 10 to the minus score, what the score may be off by.
    /// </summary>
    private static double Open(VaeOutput output, float[] expected, float[]? leeway, int row) =>
        leeway is null ? 0
        : output == VaeOutputs.Score ? leeway[row] / Math.Max(1, Math.Abs((double)expected[row]))
        : output == VaeOutputs.PValue ? expected[row] * (Math.Pow(10, Math.Max(leeway[row], ScoreTolerance)) - 1)
        : 0;

    private static float[] Values(Tensor tensor) => tensor.to(float32).cpu().contiguous().data<float>().ToArray();

    /// <summary>The differences. NaN on both sides is agreement, on one side an infinite difference.</summary>
    private static double[] Differences(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float[] units)
    {
        if (expected.Length != actual.Length)
        {
            return [double.PositiveInfinity];
        }

        var differences = new double[expected.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            var difference = Math.Abs((double)expected[i] - actual[i]) / Math.Max(units[i % units.Length], Math.Abs((double)expected[i]));
            differences[i] = float.IsNaN(expected[i]) && float.IsNaN(actual[i]) ? 0 : double.IsNaN(difference) ? double.PositiveInfinity : difference;
        }

        return differences;
    }
}
