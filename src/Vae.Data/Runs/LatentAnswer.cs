using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>A row's place in latent space, or how sure the model is of it: a cell a dimension.</summary>
internal sealed class LatentAnswer(VaeModel model, bool logVariance) : IRowAnswer
{
    private readonly VaeOutput _output = logVariance ? VaeOutputs.LatentLogVariance : VaeOutputs.LatentMean;

    public IReadOnlyList<ResultColumn> Columns =>
    [
        .. Enumerable.Range(1, model.Info.LatentDimension)
            .Select(dimension => new ResultColumn(FormattableString.Invariant($"{_output.Name}{dimension}"), CellType.Single)),
    ];

    public bool QuotesCells => false;

    public float[] Of(ReadOnlySpan<float> features, CancellationToken cancellation) => model.ComputeFeatures(_output, features, cancellation);

    public void Write(ReadOnlySpan<float> numbers, ReadOnlySpan<float> features, TableRows? source, CellWriter cells)
    {
        foreach (var number in numbers)
        {
            cells.Add(number);
        }
    }
}
