using System.Text.RegularExpressions;

namespace Vae.MLNet.Features;

/// <summary>Texts that are dates or times, in the forms that files, logs and mails have. Version numbers such as <c>1.12.3</c> are none.</summary>
internal static partial class DateText
{
    private const string Month = @"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?";

    private const string Zone = @"(\s?(Z|UTC|GMT|[-+]\d{2}:?\d{2}|\([A-Z]+\)|C?E[SD]?T|[PMC][SD]T))*";

    private const string Time = @"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s?([ap]\.?m\.?)?" + Zone;

    private const string Day =
        @"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/]\d{1,2}[-/](\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.\d{4}|(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])\.\d{2}"
        + @"|\d{1,2}(st|nd|rd|th)?[-/ ]?" + Month + @"[-/ ,]{0,2}(\d{4}|\d{2})|" + Month + @"[- ]\d{1,2}(st|nd|rd|th)?(,?[- ]\d{4})?"
        + @"|\d{4}[-/ ]" + Month + @"[-/ ]\d{1,2}"
        + @"|(19|20)\d{2}-(0[1-9]|1[0-2])|(19|20)\d{2}-W\d{2}(-\d)?)";

    /// <summary>True for a date, a time, or both.</summary>
    public static bool Is(string text) => Whole().IsMatch(text);

    [GeneratedRegex(
        @"^(\[?((mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s)?(" + Day + @"([T ,:]\s?" + Time + @")?(\s\d{4})?|" + Time + @")\]?"
        + @"|\d{8}T\d{4,6}(\.\d+)?(Z|[-+]\d{2}:?\d{2})?)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Whole();
}
