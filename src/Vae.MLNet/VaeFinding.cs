namespace Vae.MLNet;

/// <summary>One thing that a program needs to run models or to train them, as it was found on this machine.</summary>
/// <param name="Subject">What it is.</param>
/// <param name="Found">What was found: versions, paths, or that there is none.</param>
/// <param name="Advice">What to do for more than works now; null where there is nothing to do.</param>
/// <param name="IsProblem">True where scoring or training cannot work without the advice.</param>
public sealed record VaeFinding(string Subject, string Found, string? Advice = null, bool IsProblem = false);
