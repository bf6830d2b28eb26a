using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.Friend;

/// <summary>Looks into chains of transformers, fitted or loaded, as deep as they are nested.</summary>
internal static class TransformerChains
{
    /// <summary>The transformers of one type, in order.</summary>
    public static IEnumerable<T> Find<T>(ITransformer model)
        where T : class, ITransformer => model switch
        {
            T found => [found],
            ITransformerChainAccessor chain => chain.Transformers.SelectMany(Find<T>),
            _ => [],
        };

    /// <summary>The same model with a transformer in the place of another; the others are shared.</summary>
    public static ITransformer Replace(ITransformer model, ITransformer old, ITransformer changed) =>
        ReferenceEquals(model, old) ? changed
        : model is ITransformerChainAccessor chain
            ? new TransformerChain<ITransformer>(chain.Transformers.Select(part => Replace(part, old, changed)), chain.Scopes)
            : model;
}
