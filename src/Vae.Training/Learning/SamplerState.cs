namespace Vae.Training.Learning;

/// <summary>Where a sampler stands.</summary>
/// <param name="Order">The rows of the epoch under way, member after member [members · rows of an epoch].</param>
/// <param name="Position">How many rows of each member have been shown.</param>
/// <param name="Epoch">The epoch under way, from 1.</param>
internal sealed record SamplerState(long[] Order, int Position, int Epoch);
