namespace Vae.Training.Learning;

/// <summary>The learning rate over the run: a linear start, then a cosine down to 2 % of the peak.</summary>
internal static class LearningRate
{
    private const int RampSteps = 50;
    private const double Floor = 0.02;

    /// <param name="peak">The highest rate.</param>
    /// <param name="step">Steps taken so far, from 0.</param>
    /// <param name="steps">Steps of the whole run.</param>
    public static double At(double peak, int step, int steps) =>
        peak * Math.Min(1, (step + 1.0) / RampSteps) * (Floor + ((1 - Floor) * 0.5 * (1 + Math.Cos(Math.PI * step / steps))));
}
