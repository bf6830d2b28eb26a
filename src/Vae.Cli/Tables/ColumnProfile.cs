using System.Text;
using System.Text.RegularExpressions;

namespace Vae.Cli.Tables;

/// <summary>What one column of the training rows holds: numbers, categories, or something that is neither.</summary>
internal sealed partial class ColumnProfile
{
    /// <summary>More categories than this become more features than anybody wants; identifiers and free text end here too.</summary>
    public const int MaxCategories = 1_000;

    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private bool hasTooManyTexts;
    private long filled;

    public ColumnProfile() => lookup = texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True while every cell that is not missing is a number.</summary>
    public bool IsNumber { get; private set; } = true;

    /// <summary>The different texts in ordinal order: the categories of a text column.</summary>
    public IReadOnlyList<string> Categories => [.. texts.Order(StringComparer.Ordinal)];

    /// <summary>Takes note of one cell.</summary>
    public void Add(ReadOnlySpan<byte> cell)
    {
        if (CellValue.IsMissing(cell))
        {
            return;
        }

        filled++;
        IsNumber = IsNumber && CellValue.TryNumber(cell, out _);
        if (!hasTooManyTexts)
        {
            AddText(cell);
        }
    }

    /// <summary>Takes over what a later block of the same column holds.</summary>
    public void Merge(ColumnProfile later)
    {
        filled += later.filled;
        IsNumber &= later.IsNumber;
        texts.UnionWith(later.texts);
        hasTooManyTexts |= later.hasTooManyTexts || texts.Count > MaxCategories;
    }

    /// <summary>Why the column can be no feature, in words that follow "got", or null where it can.</summary>
    public string? Flaw()
    {
        if (IsNumber)
        {
            return null;
        }

        if (texts.All(text => Date().IsMatch(text)))
        {
            return "dates or times (replace them by numbers that matter, such as the hour or the weekday)";
        }

        if (texts.All(text => DecimalComma().IsMatch(text)))
        {
            return "numbers with a decimal comma (write a decimal point)";
        }

        var more = FormattableString.Invariant($"more than {MaxCategories:N0} different texts");
        return hasTooManyTexts ? $"{more}, {Mixed()}"
            : texts.Count == filled && filled > 1 ? FormattableString.Invariant($"{filled} texts, all different, {Mixed()}")
            : null;
    }

    /// <summary>A guess at the reason: a few bad cells in a column of numbers, or names.</summary>
    private string Mixed()
    {
        var words = texts.Where(text => !CellValue.TryNumber(Encoding.UTF8.GetBytes(text), out _)).ToList();
        return words.Count * 2 < texts.Count ? $"mostly numbers, but also {TableFile.Listed(words, 3)}" : "like an identifier";
    }

    private void AddText(ReadOnlySpan<byte> cell)
    {
        Span<char> buffer = cell.Length <= 256 ? stackalloc char[256] : new char[cell.Length];
        lookup.Add(buffer[..Encoding.UTF8.GetChars(cell, buffer)].Trim());
        hasTooManyTexts = texts.Count > MaxCategories;
    }

    [GeneratedRegex(@"^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(:\d{2}.*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"^[-+]?\d*(,\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalComma();
}
