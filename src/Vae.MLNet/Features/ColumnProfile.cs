using System.Globalization;
using System.Text.RegularExpressions;

namespace Vae.MLNet.Features;

/// <summary>What one column of the training rows holds: numbers, categories, or something that is neither.</summary>
internal sealed partial class ColumnProfile
{
    /// <summary>More categories than this become more features than anybody wants; identifiers and free text end here too.</summary>
    public const int MaxCategories = 1_000;

    /// <summary>Fewer rows than this may rise by chance.</summary>
    private const int RisingRows = 20;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private bool _hasTooManyTexts;
    private long _filled;
    private bool _isRising = true;
    private float _first = float.NaN;
    private float _last = float.NaN;

    public ColumnProfile() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True while every cell that is not missing is a number.</summary>
    public bool IsNumber { get; private set; } = true;

    /// <summary>True while every cell is missing.</summary>
    public bool IsEmpty => _filled == 0;

    /// <summary>True for numbers that rise from every row to the next, as row numbers and clocks do.</summary>
    public bool IsRising => IsNumber && _isRising && _filled >= RisingRows;

    /// <summary>The different texts in ordinal order: the categories of a text column.</summary>
    public IReadOnlyList<string> Categories => [.. _texts.Order(StringComparer.Ordinal)];

    /// <summary>Takes note of one cell.</summary>
    /// <param name="cell">What it holds; spaces around it do not matter.</param>
    /// <param name="number">The number that it is, or null for a text.</param>
    public void Add(ReadOnlySpan<char> cell, float? number)
    {
        cell = cell.Trim();
        if (MissingText.Is(cell))
        {
            return;
        }

        _filled++;
        IsNumber &= number is not null;
        _isRising &= !(number <= _last);
        _first = float.IsNaN(_first) ? number ?? float.NaN : _first;
        _last = number ?? float.NaN;
        if (!_hasTooManyTexts)
        {
            _lookup.Add(cell);
            _hasTooManyTexts = _texts.Count > MaxCategories;
        }
    }

    /// <summary>Takes over what a later block of the same column holds.</summary>
    public void Merge(ColumnProfile later)
    {
        _filled += later._filled;
        IsNumber &= later.IsNumber;
        _isRising &= later._isRising && !(later._first <= _last);
        _last = later._last;
        _texts.UnionWith(later._texts);
        _hasTooManyTexts |= later._hasTooManyTexts || _texts.Count > MaxCategories;
    }

    /// <summary>Why the column can be no feature, in words that follow "got", or null where it can.</summary>
    public string? Flaw()
    {
        if (IsNumber)
        {
            return null;
        }

        if (_texts.All(text => Date().IsMatch(text)))
        {
            return "dates or times (replace them by numbers that matter, such as the hour or the weekday)";
        }

        // Keys may have whole numbers for texts: those are categories.
        if (_texts.Any(text => text.Contains(',')) && _texts.All(text => DecimalComma().IsMatch(text)))
        {
            return "numbers with a decimal comma (write a decimal point)";
        }

        return _hasTooManyTexts ? FormattableString.Invariant($"more than {MaxCategories:N0} different texts, {Guess()}")
            : _texts.Count == _filled && _filled > 1 ? FormattableString.Invariant($"{_filled} texts, all different, {Guess()}")
            : null;
    }

    /// <summary>A guess at the reason: a few bad cells in a column of numbers, or names.</summary>
    private string Guess()
    {
        var words = _texts.Where(text => !float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || float.IsInfinity(number)).ToList();
        return words.Count * 2 < _texts.Count ? $"mostly numbers, but also {NameList.Of(words, 3)}" : "like an identifier";
    }

    [GeneratedRegex(@"^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(:\d{2}.*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"^[-+]?\d+(,\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalComma();
}
