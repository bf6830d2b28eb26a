using Vae.MLNet;

namespace Vae.Data;

/// <summary>Data that cannot be used as they are: the message names the place, the rule, what was found and what to do.</summary>
public sealed class VaeDataException : Exception
{
    /// <summary>An error about a table, a folder or an option.</summary>
    /// <param name="message">What is wrong and what to do. Control characters are shown as <c>\u001B</c>.</param>
    public VaeDataException(string message)
        : base(PrintableText.Of(message))
    {
    }

    /// <summary>An error about a row.</summary>
    /// <param name="fault">The row and what is wrong with it.</param>
    public VaeDataException(RowFault fault)
        : base(PrintableText.Of(fault?.Message ?? "")) => Fault = fault;

    /// <summary>The row that cannot be read; null where the error is about something else.</summary>
    public RowFault? Fault { get; }
}
