using Vae.MLNet.Inference;

namespace Vae.MLNet;

// The score of one row, for services that answer one at a time.
public sealed partial class VaeModel
{
    /// <summary>
    /// Scores one row, on the calling thread: bit for bit what <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/> says of the row alone.
    /// </summary>
    /// <param name="features">
    /// Feature values as they are [features], for images [channels, height, width]. NaN is a missing value. Where columns have an offset, pass
    /// doubles. Of named cells, <see cref="VaeFeatureEncoder"/> makes them.
    /// </param>
    /// <exception cref="ArgumentException">The values are not one row.</exception>
    public VaeRowScore ScoreRow(ReadOnlySpan<float> features) => ScoreRow(features, _native.Offsets.TakeOff);

    /// <inheritdoc cref="ScoreRow(ReadOnlySpan{float})"/>
    public VaeRowScore ScoreRow(ReadOnlySpan<double> features) => ScoreRow(features, _native.Offsets.TakeOff);

    private VaeRowScore ScoreRow<T>(ReadOnlySpan<T> features, BatchedRun.Load<T> load)
    {
        var width = Info.FeatureCount;
        if (features.Length != width)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Row must hold {width} features, as model '{_native.File.Source}' has; got {features.Length} values. ")
                + $"For several rows, call {nameof(Score)}.",
                nameof(features));
        }

        Enter();
        try
        {
            // A slot of a run that failed is left to the garbage collector.
            var slot = _native.Rent(_native.File.Outputs.Numbers, rows: 1);
            load(features, slot.Input.AsSpan(0, width));
            slot.Run(rows: 1);
            var score = new VaeRowScore(
                slot.Values<float>(VaeOutputs.Score)[0],
                slot.Values<bool>(VaeOutputs.PredictedLabel)[0],
                slot.Values<float>(VaeOutputs.PValue)[0],
                slot.Values<float>(VaeOutputs.ReconstructionError)[0],
                slot.Values<float>(VaeOutputs.KlDivergence)[0]);
            _native.Return(slot);
            return score;
        }
        finally
        {
            _native.Leave();
        }
    }
}
