using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// What held-out residuals of normal rows look like: their mean, their spread per input, and the map that makes them uncorrelated. Each member has
/// its own, measured without its fold, so that the fold can calibrate it.
/// </summary>
internal sealed class Whitening
{
    /// <summary>Smallest variance of a residual, in scaled units: an input that is always reconstructed exactly must not divide by 0.</summary>
    private const double SmallestVariance = 1e-3;

    private const double SmallestEigenvalue = 1e-4;

    private readonly Tensor? _matrix;
    private readonly LowRankMap[] _maps;

    private Whitening(Tensor bias, Tensor spread, Tensor? matrix, LowRankMap[] maps)
    {
        Bias = bias;
        Spread = spread;
        (_matrix, _maps) = (matrix, maps);
    }

    /// <summary>Mean held-out residual [members, 1, inputs]. Not 0: decoding at the posterior mean is biased.</summary>
    public Tensor Bias { get; }

    /// <summary>Standard deviation of the held-out residuals [members, 1, inputs].</summary>
    public Tensor Spread { get; }

    /// <summary>C^(−1/2), C being the shrunken correlation of the held-out residuals [members, inputs, inputs]; of wide tables none.</summary>
    public Tensor Matrix => _matrix ?? throw new InvalidOperationException("Wide tables are whitened along a few directions.");

    /// <summary>Measures held-out residuals.</summary>
    /// <param name="residuals">The residual of each training row under the member that never saw it [rows, inputs].</param>
    /// <param name="rows">The rows that count for each member: normal ones outside its fold [members][rows].</param>
    /// <param name="least">The smallest spread of each input that there can be [inputs]; null for none.</param>
    public static Whitening Fit(Tensor residuals, IReadOnlyList<Tensor> rows, float[]? least = null)
    {
        using var scope = NewDisposeScope();
        var smallest = tensor(least ?? new float[residuals.shape[1]], device: residuals.device).unsqueeze(0);  // [1, inputs]
        var members = rows.Select(own =>
        {
            using var memberScope = NewDisposeScope();
            var (bias, spread, matrix) = Measure(residuals.index_select(0, own), smallest);
            return (Bias: bias.MoveToOuterDisposeScope(), Spread: spread.MoveToOuterDisposeScope(), Matrix: matrix.MoveToOuterDisposeScope());
        }).ToArray();
        return new(
            stack(members.Select(member => member.Bias).ToArray()).MoveToOuterDisposeScope(),
            stack(members.Select(member => member.Spread).ToArray()).MoveToOuterDisposeScope(),
            stack(members.Select(member => member.Matrix).ToArray()).MoveToOuterDisposeScope(), []);
    }

    /// <summary>
    /// The same for a wide table: C is measured along its largest directions, and drawn towards the identity by as much as the rows ask for.
    /// </summary>
    /// <param name="residuals">The residual of each training row under the member that never saw it [rows, inputs].</param>
    /// <param name="rows">The rows that count for each member: normal ones outside its fold [members][rows].</param>
    /// <param name="least">The smallest spread of each input that there can be [inputs].</param>
    /// <param name="commonUnit">Whether inputs have one unit: then C is their covariance in it, and inputs that vary more count more.</param>
    /// <param name="cancellation">Abandons the measuring.</param>
    public static Whitening FitWide(
        Tensor residuals, IReadOnlyList<Tensor> rows, float[] least, bool commonUnit, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var (smallest, most) = (tensor(least, device: residuals.device).unsqueeze(0), WideTable.Directions(residuals.shape[1], rows.Count));
        var members = rows.Select(own =>
        {
            cancellation.ThrowIfCancellationRequested();
            using var memberScope = NewDisposeScope();
            var (bias, spread, standard) = Standard(residuals.index_select(0, own), smallest);
            var units = commonUnit ? (spread / spread.square().mean().sqrt())[0] : null;  // [inputs]
            var map = WideCovariance.Of(units is null ? standard : standard * units, most).InverseRoot(units);
            return (Bias: bias.MoveToOuterDisposeScope(), Spread: spread.MoveToOuterDisposeScope(), Map: map.MoveToOuterDisposeScope());
        }).ToArray();
        return new(
            stack(members.Select(member => member.Bias).ToArray()).MoveToOuterDisposeScope(),
            stack(members.Select(member => member.Spread).ToArray()).MoveToOuterDisposeScope(),
            null, [.. members.Select(member => member.Map.MoveToOuterDisposeScope())]);
    }

    /// <summary>Residuals in units of their spread, centred: [members, rows, inputs].</summary>
    public Tensor Standardise(Tensor residuals) => (residuals - Bias) / Spread;

    /// <summary>Standardised residuals made uncorrelated: [members, rows, inputs].</summary>
    public Tensor Whiten(Tensor standardised) => _matrix is null
        ? stack(_maps.Select((map, member) => map.Apply(standardised[member])).ToArray())
        : standardised.matmul(_matrix);

    /// <summary>The residuals of one member, in units of their spread and made uncorrelated: [rows, inputs].</summary>
    public Tensor Whiten(Tensor residuals, int member)
    {
        var standardised = (residuals - Bias[member]) / Spread[member];
        return _matrix is null ? _maps[member].Apply(standardised) : standardised.mm(_matrix[member]);
    }

    /// <summary>Standardised residuals of one member made uncorrelated, as graph: [rows, inputs].</summary>
    public string Whiten(OnnxTape tape, string standardised, int member) => _matrix is null
        ? _maps[member].Apply(tape, standardised, "whitening")
        : tape.Op("MatMul", [standardised, tape.Constant("whitening", _matrix[member])]);

    private static (Tensor Bias, Tensor Spread, Tensor Matrix) Measure(Tensor residuals, Tensor least)
    {
        var (bias, spread, standard) = Standard(residuals, least);
        var shrinkage = ShrunkenCorrelation.ShrinkageOf(residuals.shape[1]);
        return (bias, spread, ShrunkenCorrelation.InverseRoot(standard, shrinkage, SmallestEigenvalue));
    }

    private static (Tensor Bias, Tensor Spread, Tensor Standard) Standard(Tensor residuals, Tensor least)
    {
        var bias = residuals.mean([0], keepdim: true);
        var spread = maximum((residuals - bias).square().mean([0], keepdim: true).clamp_min(SmallestVariance).sqrt(), least);
        return (bias, spread, (residuals - bias) / spread);                             // standard [rows, inputs]
    }
}
