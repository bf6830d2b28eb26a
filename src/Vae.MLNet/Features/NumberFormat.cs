using System.Globalization;
using System.Text.RegularExpressions;

namespace Vae.MLNet.Features;

/// <summary>
/// How a file writes numbers, told by how it writes 1234.5: <c>1.234,5</c>, <c>$1,234.5</c>, <c>1 234,5 °C</c>. Digits in groups of three or without
/// groups, more or fewer decimals, a power of ten, a sign of any kind, before or behind what stands before the number, or parentheses for negative.
/// What stands around the number must stand there, and means nothing.
/// </summary>
internal sealed partial class NumberFormat
{
    private const string Minus = "-\u2212\u2013";

    /// <summary>What may stand between groups; all kinds of spaces are one.</summary>
    private const string Spaces = " \u00A0\u202F\u2009";

    private readonly char? _group;
    private readonly char _point;

    private NumberFormat(string before, string after, char? group, char point)
    {
        (Before, After, _group, _point) = (before, after, group, point);
        Example = $"{before}1{group}234{point}5{(after.Length > 0 && char.IsLetter(after[0]) ? " " : "")}{after}";
    }

    /// <summary>What stands before a number, without spaces around it.</summary>
    public string Before { get; }

    /// <summary>What stands behind it.</summary>
    public string After { get; }

    /// <summary>How 1234.5 is written.</summary>
    public string Example { get; }

    /// <summary>Reads an example; null where it is not 1234.5.</summary>
    public static NumberFormat? Of(string example)
    {
        if (Examples().Match(example.Trim()) is not { Success: true } match)
        {
            return null;
        }

        var (group, point) = (match.Groups["group"].Value, match.Groups["point"].Value[0]);
        return group.Length > 0 && group[0] == point
            ? null
            : new(match.Groups["before"].Value.Trim(), match.Groups["after"].Value.Trim(), group.Length > 0 ? OneSpace(group[0]) : null, point);
    }

    /// <summary>The formats of a file, the bare one last; they must differ only in what stands around the number.</summary>
    /// <returns>Null where they do not, or where one is no example.</returns>
    public static IReadOnlyList<NumberFormat>? AllOf(IReadOnlyList<string> examples)
    {
        var formats = examples.Select(Of).OfType<NumberFormat>().ToList();
        var groups = formats.Select(format => format._group).OfType<char>().Distinct().ToList();
        if (formats.Count < examples.Count || groups.Count > 1 || formats.Select(format => format._point).Distinct().Count() > 1)
        {
            return null;
        }

        if (formats.Count == 0)
        {
            return [];
        }

        char? common = groups.Count > 0 ? groups[0] : null;
        return common == formats[0]._point
            ? null
            : [
                .. formats.Select(format => new NumberFormat(format.Before, format.After, common, format._point))
                    .Append(new NumberFormat("", "", common, formats[0]._point))
                    .DistinctBy(format => format.Example),
            ];
    }

    /// <summary>Reads a cell that is written so; spaces around it do not matter.</summary>
    public bool TryParse(ReadOnlySpan<char> cell, out double number)
    {
        number = double.NaN;
        var rest = cell.Trim();
        var isNegative = rest.Length > 2 && rest[0] == '(' && rest[^1] == ')';
        var sign = isNegative ? 1 : 0;
        rest = isNegative ? rest[1..^1].Trim() : rest;
        TakeSign(ref rest, ref sign, ref isNegative);
        if (!rest.StartsWith(Before, StringComparison.Ordinal) || !rest.EndsWith(After, StringComparison.Ordinal)
            || rest.Length <= Before.Length + After.Length)
        {
            return false;
        }

        rest = rest[Before.Length..^After.Length].Trim();
        TakeSign(ref rest, ref sign, ref isNegative);
        if (sign > 1 || !TryInvariant(rest, out number) || float.IsInfinity((float)number))
        {
            return false;
        }

        number = isNegative ? -number : number;
        return true;
    }

    private static void TakeSign(ref ReadOnlySpan<char> rest, ref int signs, ref bool isNegative)
    {
        if (rest.Length > 0 && (rest[0] == '+' || Minus.Contains(rest[0], StringComparison.Ordinal)))
        {
            signs++;
            isNegative |= rest[0] != '+';
            rest = rest[1..].TrimStart();
        }
    }

    /// <summary>Reads digits with this format's separators.</summary>
    private bool TryInvariant(ReadOnlySpan<char> text, out double number)
    {
        number = double.NaN;
        var invariant = new char[text.Length];
        var (length, lastGroup, digits, isWhole) = (0, -1, 0, true);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                digits++;
                invariant[length++] = text[i];
            }
            else if (isWhole && OneSpace(text[i]) == _group)
            {
                if (digits == 0 || digits > 3 || (lastGroup >= 0 && digits != 3))
                {
                    return false;
                }

                (lastGroup, digits) = (i, 0);
            }
            else if (isWhole && (text[i] == _point || text[i] is 'e' or 'E'))
            {
                if (lastGroup >= 0 && digits != 3)
                {
                    return false;
                }

                (isWhole, lastGroup) = (false, -1);
                invariant[length++] = text[i] == _point ? '.' : 'e';
            }
            else if (!isWhole && text[i] is '+' or '-' or 'e' or 'E')
            {
                invariant[length++] = text[i];
            }
            else
            {
                return false;
            }
        }

        return (lastGroup < 0 || digits == 3)
            && double.TryParse(
                invariant.AsSpan(0, length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }

    private static char OneSpace(char text) => Spaces.Contains(text, StringComparison.Ordinal) ? ' ' : text == '\u2019' ? '\'' : text;

    [GeneratedRegex(
        @"^(?<before>[^\d(+\-\u2212\u2013]*?)1(?<group>[.,'\u2019 \u00A0\u202F\u2009]?)234(?<point>[.,])5(?<after>[^\d)]*)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Examples();
}
