namespace Vae.MLNet;

/// <summary>A model file that cannot be used: not one of ours, broken, or of a version this library does not know.</summary>
public sealed class VaeModelException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="source">The file's path, or another name of where the model came from.</param>
    /// <param name="flaw">What is wrong, what was found, and what to do.</param>
    /// <param name="innerException">The failure behind it, if any.</param>
    public VaeModelException(string source, string flaw, Exception? innerException = null)
        : base($"Model '{source}': {flaw}", innerException) => ModelSource = source;

    /// <summary>The file's path, or another name of where the model came from.</summary>
    public string ModelSource { get; }
}
