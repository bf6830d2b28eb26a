namespace Vae.Benchmarks.Soak;

/// <summary>What a part of the soak found.</summary>
/// <param name="Part">What ran.</param>
/// <param name="Counts">How often each kind of work was done, in words.</param>
/// <param name="Wrong">Scores that were not, to the bit, what the model said in the beginning.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Memory">Resident memory meanwhile.</param>
internal sealed record SoakResult(string Part, string Counts, long Wrong, double Seconds, MemoryCourse Memory)
{
    /// <summary>The share by which resident memory may grow after the warm-up.</summary>
    private const double MostGrowth = 0.05;

    /// <summary>True where no score was wrong and memory levelled off.</summary>
    public bool IsGood => Wrong == 0 && Memory.Growth <= MostGrowth;

    public override string ToString() => FormattableString.Invariant(
        $"{Part}: {Counts} in {Seconds:0} s; {Wrong} wrong scores; resident {Memory.Start:0.0} MiB after the warm-up, ")
        + FormattableString.Invariant($"{Memory.End:0.0} MiB at the end ({Memory.Growth:+0.0 %;-0.0 %;0.0 %}): {(IsGood ? "good" : "BAD")}");
}
