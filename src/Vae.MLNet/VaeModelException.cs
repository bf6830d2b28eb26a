namespace Vae.MLNet;

/// <summary>
/// A model file that cannot be used: not one of ours, broken, or of a version this library does not know. ML.NET makes transformers by reflection:
/// from <c>mlContext.Model.Load</c> this comes wrapped in <see cref="System.Reflection.TargetInvocationException"/>s, once or more often;
/// <see cref="In"/> finds it there.
/// </summary>
public sealed class VaeModelException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="source">The file's path, or another name of where the model came from.</param>
    /// <param name="fault">What kind of failure it is.</param>
    /// <param name="flaw">What is wrong, what was found, and what to do. Control characters are shown as <c>\u001B</c>.</param>
    /// <param name="innerException">The failure behind it, if any.</param>
    public VaeModelException(string source, VaeModelFault fault, string flaw, Exception? innerException = null)
        : base(PrintableText.Of($"Model '{source}': {flaw}"), innerException) => (ModelSource, Fault) = (source, fault);

    /// <summary>The file's path, or another name of where the model came from.</summary>
    public string ModelSource { get; }

    /// <summary>What kind of failure it is, also in the message as a word in parentheses.</summary>
    public VaeModelFault Fault { get; }

    /// <summary>
    /// The error of a model file behind another error, such as one from <c>mlContext.Model.Load</c>, which cannot be kept from wrapping it:
    /// <c>catch (Exception error) when (VaeModelException.In(error) is { } flaw)</c>.
    /// </summary>
    /// <param name="exception">Any error.</param>
    /// <returns>The error itself, or the first one of this kind inside it; null where there is none.</returns>
    public static VaeModelException? In(Exception? exception)
    {
        while (exception is not null and not VaeModelException)
        {
            exception = exception.InnerException;
        }

        return exception as VaeModelException;
    }

    internal static VaeModelException Missing(string source, string flaw, Exception? inner = null) => new(source, VaeModelFault.Missing, flaw, inner);

    internal static VaeModelException Invalid(string source, string flaw, Exception? inner = null) => new(source, VaeModelFault.Invalid, flaw, inner);

    internal static VaeModelException Unsupported(string source, string flaw, Exception? inner = null) =>
        new(source, VaeModelFault.Unsupported, flaw, inner);
}
