namespace Vae.MLNet;

/// <summary>What a file holds to tell rows that trained from others: see <see cref="Contract.SketchedRows"/>.</summary>
/// <param name="Salt">What hashes are mixed with.</param>
/// <param name="Range">The largest hash that counts.</param>
/// <param name="Field">Bits, from the lowest of the first byte: one is set for each row that trained and counts.</param>
internal sealed record TrainingSketch(ulong Salt, ulong Range, byte[] Field);
