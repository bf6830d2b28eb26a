namespace Vae.Fuzz.Tests.Models;

/// <summary>What a mutant says for itself.</summary>
internal enum Vouching
{
    /// <summary>The digests of the seed, or whatever the changes left of them: a change must be noticed.</summary>
    Kept,

    /// <summary>Digests of the changed content: whatever is behind them is tried.</summary>
    Recomputed,

    /// <summary>None, as files from before digests.</summary>
    None,
}
