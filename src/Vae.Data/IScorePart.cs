namespace Vae.Data;

/// <summary>The results of some rows, ready to be written. Disposed in any case, written or not.</summary>
public interface IScorePart : IDisposable
{
    /// <summary>Writes them. Called for one part at a time, in the order of the rows.</summary>
    void Write();
}
