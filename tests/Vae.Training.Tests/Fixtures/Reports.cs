namespace Vae.Training.Tests.Fixtures;

/// <summary>Does something at every report of a run, on the training thread.</summary>
internal sealed class Reports(Action<VaeTrainingProgress> report) : IProgress<VaeTrainingProgress>
{
    public void Report(VaeTrainingProgress value) => report(value);
}
