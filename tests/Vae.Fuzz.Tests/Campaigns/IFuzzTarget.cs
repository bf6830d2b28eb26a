namespace Vae.Fuzz.Tests.Campaigns;

/// <summary>Something that reads what strangers send.</summary>
internal interface IFuzzTarget : IDisposable
{
    /// <summary>Makes the mutant of a number, tries it, and judges what came of it.</summary>
    /// <param name="number">From 0; the same number is the same mutant everywhere.</param>
    /// <param name="mutant">Its bytes.</param>
    Outcome Try(int number, out byte[] mutant);
}
