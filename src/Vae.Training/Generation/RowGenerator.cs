using static TorchSharp.torch;

namespace Vae.Training.Generation;

/// <summary>Everything that makes new rows, beside the decoders.</summary>
/// <param name="Members">How each member makes rows.</param>
internal sealed record RowGenerator(IReadOnlyList<MemberGenerator> Members)
{
    /// <summary>The way of each drawn number to values [inputs]; none of images, which are decoded as they are.</summary>
    public IReadOnlyList<NumberMarginal> Marginals { get; init; } = [];

    /// <summary>The feature that each input is [inputs]; none of images.</summary>
    public IReadOnlyList<int> Places { get; init; } = [];

    /// <summary>What the features that never varied always are [features]; none of images.</summary>
    public IReadOnlyList<float> Constants { get; init; } = [];

    /// <summary>The share of training rows without a value, of each feature [features]; none of images.</summary>
    public IReadOnlyList<float> MissingShares { get; init; } = [];

    /// <summary>The sketch of the training rows that none may repeat [words]; none of images.</summary>
    public IReadOnlyList<long> RareRows { get; init; } = [];

    /// <summary>Components of the member that has most; others are filled up with components of weight 0.</summary>
    public long Components => Members.Max(member => member.Mixture.Weights.shape[0]);

    /// <summary>One tensor of all members' mixtures, from one of each, filled up with zeros on the first axis: [members, components, ...].</summary>
    public Tensor OfMixtures(Func<LatentMixture, Tensor> part) => stack(Members.Select(member =>
    {
        var own = part(member.Mixture);
        return own.shape[0] == Components ? own : cat([own, zeros([Components - own.shape[0], .. own.shape[1..]])]);
    }).ToArray());
}
