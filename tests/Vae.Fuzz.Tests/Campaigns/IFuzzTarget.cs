namespace Vae.Fuzz.Tests.Campaigns;

/// <summary>Something that reads what strangers send. A mutant is made by its number, from 0, and by nothing else.</summary>
internal interface IFuzzTarget : IDisposable
{
    /// <summary>Makes a mutant.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>Its bytes, and in words what was done to them.</returns>
    (byte[] Bytes, string Story) Make(int number);

    /// <summary>Makes a mutant, tries it, and judges what came of it.</summary>
    /// <param name="number">Its number.</param>
    Outcome Try(int number);
}
