using System.Globalization;
using System.Text.RegularExpressions;

namespace Vae.MLNet.Features;

/// <summary>
/// Texts that are dates or times, in the forms that files, logs and mails have; docs/model-format.md lists them. Version numbers such as
/// <c>1.12.3</c> are none.
/// </summary>
internal static partial class DateText
{
    private const string Month = @"(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?";

    private const string Zone = @"(\s?(Z|UTC|GMT|[-+][0-9]{2}:?[0-9]{2}|\([A-Z]+\)|C?E[SD]?T|[PMC][SD]T))*";

    private const string Time =
        @"(?<h>[0-9]{1,2}):(?<min>[0-9]{2})(:(?<s>[0-9]{2})([.,](?<f>[0-9]+))?)?\s?((?<half>[ap])\.?m\.?)?" + Zone;

    private const string Day =
        @"((?<y>[0-9]{4})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})|(?<a>[0-9]{1,2})[-/](?<b>[0-9]{1,2})[-/](?<y>[0-9]{4}|[0-9]{2})"
        + @"|(?<d>[0-9]{1,2})\.(?<m>[0-9]{1,2})\.(?<y>[0-9]{4})|(?<d>0[1-9]|[12][0-9]|3[01])\.(?<m>0[1-9]|1[0-2])\.(?<y>[0-9]{2})"
        + @"|(?<d>[0-9]{1,2})(st|nd|rd|th)?[-/ ]?" + Month + @"[-/ ,]{0,2}(?<y>[0-9]{4}|[0-9]{2})"
        + @"|" + Month + @"[- ](?<d>[0-9]{1,2})(st|nd|rd|th)?(,?[- ](?<y>[0-9]{4}))?"
        + @"|(?<y>[0-9]{4})[-/ ]" + Month + @"[-/ ](?<d>[0-9]{1,2})"
        + @"|(?<y>(19|20)[0-9]{2})-(?<m>0[1-9]|1[0-2])|(19|20)[0-9]{2}-W[0-9]{2}(-[0-9])?)";

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>True for a date, a time, or both.</summary>
    public static bool Is(string text) => Whole().IsMatch(text);

    /// <summary>What a text without spaces around it says; null for one that is no date or time, or an impossible one. Weeks are not read.</summary>
    public static DateReading? Read(string text)
    {
        var match = Whole().Match(text);
        if (!match.Success || Hours(match) is not { } hours)
        {
            return null;
        }

        var (year, name) = (match.Groups["y"], match.Groups["name"].Value.ToLowerInvariant());
        var month = name.Length > 0 ? Array.IndexOf(Months, name) + 1 : Number(match, "m");
        var reading = new DateReading(
            Number(match, "a"), Number(match, "b"), new(Year(year.Success ? year : match.Groups["end"]), month, Number(match, "d"), hours));
        return reading.IsPossible ? reading : null;
    }

    /// <summary>The hours since midnight, NaN where the text says none; null where a clock never shows them.</summary>
    private static double? Hours(Match match)
    {
        if (!match.Groups["h"].Success)
        {
            return double.NaN;
        }

        var (hour, minute, second) = (Number(match, "h"), Number(match, "min"), Number(match, "s"));
        if (match.Groups["half"] is { Success: true } half)
        {
            if (hour is < 1 or > 12)
            {
                return null;
            }

            hour = (hour % 12) + (half.Value is "p" or "P" ? 12 : 0);
        }

        var part = match.Groups["f"] is { Success: true } fraction ? double.Parse($"0.{fraction.Value}", CultureInfo.InvariantCulture) : 0;
        return hour < 24 && minute < 60 && second < 61 ? DateParts.HoursOf(hour, minute, second + part) : null;
    }

    /// <summary>A year of two digits is the one from 1969 to 2068, as POSIX has it; 0 where the text says none.</summary>
    private static int Year(Group group)
    {
        if (!group.Success)
        {
            return 0;
        }

        var year = int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return group.Length > 2 ? year : year + (year < 69 ? 2000 : 1900);
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(\[?((mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s)?(" + Day + @"([T ,:]\s?" + Time + @")?(\s(?<end>[0-9]{4}))?|" + Time + @")\]?"
        + @"|(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})T(?<h>[0-9]{2})(?<min>[0-9]{2})"
        + @"((?<s>[0-9]{2})(\.(?<f>[0-9]+))?)?(Z|[-+][0-9]{2}:?[0-9]{2})?)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
