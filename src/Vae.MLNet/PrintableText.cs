using System.Globalization;
using System.Text;

namespace Vae.MLNet;

/// <summary>Texts of a file end up in terminals and logs, where control characters would act.</summary>
internal static class PrintableText
{
    /// <summary>Longer messages lose their middle: a value out of a file can have any length.</summary>
    private const int MaxLength = 2_000;

    /// <summary>The message with control characters shown as <c>\u001B</c>.</summary>
    public static string Of(string message)
    {
        if (message.Length > MaxLength)
        {
            message = $"{message.AsSpan(0, MaxLength / 2)} … {message.AsSpan(message.Length - (MaxLength / 2))}";
        }

        var text = new StringBuilder(message.Length);
        foreach (var letter in message)
        {
            _ = char.IsControl(letter) ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}") : text.Append(letter);
        }

        return text.ToString();
    }
}
