using Vae.MLNet.Contract;
using Vae.MLNet.Generation;
using Vae.MLNet.Onnx;

namespace Vae.MLNet;

/// <summary>
/// Makes new rows that resemble the training rows of a model: latents drawn from a mixture fitted to the posterior means of each member, decoded by
/// it, with the noise of its residuals, put through the quantiles of the training rows; docs/latent.md has the formulas. Thread-safe. The caller owns
/// it.
/// </summary>
public sealed class VaeGenerator : IDisposable
{
    private readonly VaeModel _model;
    private readonly StoredGenerator _stored;
    private readonly ValueWay? _way;
    private readonly MemberDecoders _decoders;
    private int _disposed;

    internal VaeGenerator(VaeModel model, ModelFile decoder, ModelProto parsed, StoredGenerator stored)
    {
        (_model, _stored) = (model, stored);
        _way = decoder.Info.ImageShape is null ? new(stored, decoder.Info) : null;
        _decoders = new(decoder, parsed, model.Native.Options);
    }

    /// <summary>What the file says of the model that rows are made by.</summary>
    public VaeModelInfo Info => _model.Info;

    /// <summary>
    /// Makes rows. Rows of a table that the model flags as anomalies are drawn again, unless the options keep them, and so are rows that a training
    /// row is like, cell by cell, and hardly a second one. Of images the less odd quarter is taken.
    /// </summary>
    /// <param name="count">How many, 0 and up.</param>
    /// <param name="options">Which; null for any, by seed 1.</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <exception cref="ArgumentException">
    /// The rows are more than one array can hold; or a condition names no column, or a value that normal training rows do not have.
    /// </exception>
    /// <exception cref="InvalidOperationException">Too few rows hold what was asked for; the message says how many did.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public VaeGeneratedRows Generate(int count, VaeGenerationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        options ??= new VaeGenerationOptions();
        options.Validate(Info);
        if ((long)count * Info.FeatureCount > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Rows must fit into one array of {Array.MaxLength} values; got {count} rows of {Info.FeatureCount} features. ")
                + "Ask for fewer at a time.",
                nameof(count));
        }

        GenerationCondition[] conditions = [.. options.Where.Select(text => GenerationCondition.Parse(text, Info, _stored, _way!))];
        using var candidates = new Candidates(Info, _stored, _way, _decoders, options.Seed, Posterior(options.Like));
        var collected = new AcceptedRows(count, Info.FeatureCount);
        while (!collected.IsComplete)
        {
            cancellation.ThrowIfCancellationRequested();
            if (collected.Draws >= (long)count * options.MostDraws && collected.Draws > 0)
            {
                throw TooFew(collected, count, options);
            }

            candidates.Next();
            var held = Holding(candidates.Features, candidates.Rows, conditions);
            collected.Add(held.Rows, Repeats(held.Rows), options.KeepAnomalies ? null : Flags(held.Rows), candidates.Rows, held.Places);
        }

        var rows = collected.Result();
        if (!_model.Native.Offsets.Any)
        {
            return rows;
        }

        var own = rows.Features.ToArray();
        _model.Native.Offsets.PutBack(rows.Features);
        return rows with { Own = own, Far = _model.Native.Offsets.ExactDecimals(own) };
    }

    /// <summary>Frees the native memory of the decoders and gives up this owner's share of the model. No call may be in flight.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _decoders.Dispose();
            _model.Dispose();
        }
    }

    private static (float[] Rows, int[] Places) Holding(float[] candidates, int count, GenerationCondition[] conditions)
    {
        var width = candidates.Length / count;
        if (conditions.Length == 0)
        {
            return (candidates, [.. Enumerable.Range(0, count)]);
        }

        int[] places = [.. Enumerable.Range(0, count)
            .Where(row => Array.TrueForAll(conditions, condition => condition.Holds(candidates.AsSpan(row * width, width))))];
        return ([.. places.SelectMany(row => candidates.AsSpan(row * width, width).ToArray())], places);
    }

    private static InvalidOperationException TooFew(AcceptedRows collected, int count, VaeGenerationOptions options) => new(
        FormattableString.Invariant($"Generation must find {count} rows")
        + (options.Where.Count == 0 ? "; " : $" with {string.Join(" and ", options.Where)}; ")
        + FormattableString.Invariant($"got {collected.Rows} in {collected.Draws} draws: {collected.Unmet} did not hold what was asked for, ")
        + FormattableString.Invariant($"{collected.Anomalies} were anomalies to the model, {collected.Repeats} may have been training rows. ")
        + "Ask for what is less rare, or for fewer rows.");

    private bool[] Repeats(float[] rows) => _stored.RareRows.Length == 0
        ? new bool[rows.Length / Info.FeatureCount]
        : [.. rows.Chunk(Info.FeatureCount).Select(row => RowSketch.MayHold(_stored.RareRows, row))];

    private bool[] Flags(float[] rows) => Info.ImageShape is null ? _model.Judge(rows) : Odder(_model.Weigh(rows));

    /// <summary>
    /// All but the quarter of a batch with the lowest scores. What is decoded is smoother than any photograph, so that the threshold would refuse
    /// nearly all; which images are less odd than others it still tells.
    /// </summary>
    private static bool[] Odder(float[] scores)
    {
        var most = scores.Order().ElementAt((scores.Length - 1) / 4);
        return [.. scores.Select(score => score > most)];
    }

    private LatentPosterior? Posterior(ReadOnlyMemory<double> like) => like.Length == 0
        ? null
        : new(_model.Encode(like.Span), _model.Compute(VaeOutputs.LatentLogVariance, like.Span), Info.LatentDimension);
}
