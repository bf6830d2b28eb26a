using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// Puts features on one scale: standardised, linear up to four standard deviations and logarithmic beyond, so that a far-out value stays far out
/// without dominating. Missing values become 0, the mean. Features that never varied are left out; <see cref="NoveltyCounter"/> watches them.
/// </summary>
internal sealed class TableScaler
{
    /// <summary>Where the scale turns from linear to logarithmic, in standard deviations.</summary>
    public const float Core = 4;

    /// <summary>Scaled values beyond this, infinities among them, count as this many standard deviations.</summary>
    public const float Limit = 1e6f;

    /// <summary>The scaled distance beyond <see cref="Core"/> that <see cref="Limit"/> is scaled to.</summary>
    public static readonly float LogLimit = MathF.Log(Limit);

    private readonly float[] _ofTwoRows;

    private TableScaler(float[] mean, float[] scale, int[] varying, float[] ofTwoRows, float[]? weight)
    {
        Weight = weight;
        _ofTwoRows = ofTwoRows;
        Mean = mean;
        Scale = scale;
        Varying = varying;
    }

    /// <summary>Mean of each feature, missing, infinite and wild values left out [features].</summary>
    public float[] Mean { get; }

    /// <summary>Whether all features have one unit; see <see cref="CommonUnit"/>.</summary>
    public bool HasCommonUnit => Weight is not null;

    /// <summary>What scaled features are multiplied by to be in the unit that they share [features]; null where each has its own.</summary>
    public float[]? Weight { get; }

    /// <summary>
    /// Population standard deviation of each feature, 1 where it never varied; with one unit at least a tenth of it [features].
    /// </summary>
    public float[] Scale { get; }

    /// <summary>
    /// The features that vary, in order: each is an input of the network. With one unit, in which a change of any can be measured, all that have a
    /// number.
    /// </summary>
    public int[] Varying { get; }

    /// <summary>
    /// The smallest spread of the residuals of each input: of a category of a single row that of two rows that nobody expected, otherwise 0 [inputs].
    /// The row is held out from the only member that does not know its category, so that its residual is not there to be seen.
    /// </summary>
    public float[] LeastSpreads => [.. Varying.Select(feature => _ofTwoRows[feature] * (Apply(1, feature) - Apply(0, feature)))];

    /// <summary>Measures the features of the training rows in double precision.</summary>
    /// <param name="features">Features [rows, width].</param>
    /// <param name="width">Number of features.</param>
    /// <param name="fences">The range of the ordinary values of features that have others: those do not count. Null for none.</param>
    /// <param name="categories">The features of each text column; null for none.</param>
    public static TableScaler Fit(
        ReadOnlySpan<float> features, int width, IReadOnlyDictionary<int, (float Low, float High)>? fences = null,
        IReadOnlyList<Range>? categories = null)
    {
        var low = Enumerable.Repeat(float.NegativeInfinity, width).ToArray();
        var high = Enumerable.Repeat(float.PositiveInfinity, width).ToArray();
        foreach (var (feature, fence) in fences ?? new Dictionary<int, (float Low, float High)>())
        {
            (low[feature], high[feature]) = fence;
        }

        var mean = new double[width];
        var squares = new double[width];
        var count = new long[width];
        var first = Enumerable.Repeat(float.NaN, width).ToArray();
        var varies = new bool[width];
        for (var i = 0; i < features.Length; i += width)
        {
            for (var j = 0; j < width; j++)
            {
                var x = features[i + j];
                if (float.IsFinite(x))
                {
                    first[j] = float.IsNaN(first[j]) ? x : first[j];
                    varies[j] |= !ConstantFeature.IsSame(x, first[j]);
                }

                if (x > low[j] && x < high[j])
                {
                    // Welford's update: one pass, no cancellation.
                    var delta = x - mean[j];
                    mean[j] += delta / ++count[j];
                    squares[j] += delta * (x - mean[j]);
                }
            }
        }

        var (scale, ofTwoRows) = (new float[width], new float[width]);
        for (var j = 0; j < width; j++)
        {
            // The mean is stored in single precision: a smaller unit than its rounding would blow that up.
            var rounding = 1e-7 * Math.Max(Math.Abs(mean[j]), ConstantFeature.SmallestValue);
            var deviation = Math.Sqrt(squares[j] / count[j]);
            if (varies[j] && TextColumns.IndexOf(categories ?? [], j) >= 0 && DeviationOfTwo(count[j]) is var ofTwo && deviation < 0.9 * ofTwo)
            {
                (deviation, ofTwoRows[j]) = (ofTwo, (float)ofTwo);
            }

            scale[j] = varies[j] ? (float)Math.Max(deviation, rounding) : 1;
        }

        int[] varying = [.. Enumerable.Range(0, width).Where(j => varies[j])];
        var unit = CommonUnit.Of(features, width, varying, scale);
        if (unit is { } common)
        {
            varying = [.. Enumerable.Range(0, width).Where(j => !float.IsNaN(first[j]))];
            foreach (var j in varying)
            {
                scale[j] = Math.Max(
                    varies[j] ? scale[j] : 0, Math.Max(CommonUnit.SmallestSpread * common, (float)(1e-7 * Math.Abs(mean[j]))));
            }
        }

        // With nothing that varies, the network still needs an input: the first feature, at scale 1.
        return new([.. mean.Select(value => (float)value)], scale, varying.Length == 0 ? [0] : varying, ofTwoRows,
            unit is null ? null : [.. scale.Select(own => own / unit.Value)]);
    }

    /// <summary>
    /// The standard deviation of a category that two of the rows have. One that a single row has gets the same: the row is held out from the only
    /// member that could be asked about it, so that no held-out row would be as far out as each fresh row with that category.
    /// </summary>
    private static double DeviationOfTwo(long rows) => rows == 0 ? 0 : Math.Sqrt(2.0 / rows * Math.Max(0, 1 - (2.0 / rows)));

    /// <summary>Scales rows as the user has them [rows, features] to inputs [rows, inputs].</summary>
    public Tensor Apply(Tensor features)
    {
        using var scope = NewDisposeScope();
        var columns = Columns(features.device);
        var mean = tensor(Mean, device: features.device).index_select(0, columns);
        var scale = tensor(Scale, device: features.device).index_select(0, columns);
        var z = (features.index_select(1, columns) - mean) / scale;                          // [rows, inputs]
        z = where(z.isnan(), zeros_like(z), z).clamp(-Limit, Limit);
        var size = z.abs();
        z = z.sign() * (size.clamp_max(Core) + ((size - Core).clamp_min(0) + 1).log());
        return (Weights(features.device) is { } weights ? z * weights : z).MoveToOuterDisposeScope();
    }

    /// <summary>Scales one value of a feature that varies; NaN = missing.</summary>
    public float Apply(float value, int feature)
    {
        if (float.IsNaN(value))
        {
            return 0;
        }

        var z = Math.Clamp((value - Mean[feature]) / Scale[feature], -Limit, Limit);
        var size = MathF.Abs(z);
        return MathF.Sign(z) * (MathF.Min(size, Core) + MathF.Log(1 + MathF.Max(size - Core, 0))) * (Weight?[feature] ?? 1);
    }

    /// <summary>Brings inputs [rows, inputs] back to original units [rows, <paramref name="width"/>]; features left out get their mean.</summary>
    public Tensor Invert(Tensor scaled, long width)
    {
        using var scope = NewDisposeScope();
        var columns = Columns(scaled.device);
        var mean = tensor(Mean, device: scaled.device);
        scaled = Weights(scaled.device) is { } weights ? scaled / weights : scaled;
        var size = scaled.abs();
        var z = scaled.sign() * (size.clamp_max(Core) + (size - Core).clamp(0, LogLimit).exp() - 1);
        var varying = (z * tensor(Scale, device: scaled.device).index_select(0, columns)) + mean.index_select(0, columns);
        return mean.unsqueeze(0).expand(scaled.shape[0], width).clone().index_copy_(1, columns, varying).MoveToOuterDisposeScope();
    }

    /// <summary>Puts one value for each input in its feature's place, 0 elsewhere: [rows, inputs] → [rows, <paramref name="width"/>].</summary>
    public Tensor Spread(Tensor varying, long width)
    {
        using var scope = NewDisposeScope();
        var nothing = zeros(varying.shape[0], width, dtype: varying.dtype, device: varying.device);
        return nothing.index_copy_(1, Columns(varying.device), varying).MoveToOuterDisposeScope();
    }

    /// <summary>Which values that inputs are made of are missing: features as the user has them [rows, width] → [rows, inputs].</summary>
    public Tensor Missing(Tensor features) => features.index_select(1, Columns(features.device)).isnan();

    private Tensor? Weights(Device device) => Weight is null ? null : tensor(Weight, device: device).index_select(0, Columns(device));

    private Tensor Columns(Device device) => tensor(Varying.Select(j => (long)j).ToArray(), device: device);
}
