namespace Vae.MLNet;

/// <summary>How far a feature moved; see <see cref="VaeDriftState"/>.</summary>
/// <param name="Name">The feature, as the model names it.</param>
/// <param name="Shift">
/// Mean of about the last hundred values minus the mean of the reference rows, in standard deviations of these; missing values left out. Infinite
/// for a feature that was constant
/// and moved.
/// </param>
/// <param name="Evidence">log10 of the evidence that its values, or the share of missing ones, moved.</param>
public sealed record VaeFeatureShift(string Name, double Shift, double Evidence);
