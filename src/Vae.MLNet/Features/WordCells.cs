namespace Vae.MLNet.Features;

/// <summary>The cells of a column that hold neither a number nor what is missing among numbers.</summary>
/// <param name="most">How many different texts are kept.</param>
internal sealed class WordCells(int most)
{
    private readonly TextCount _texts = new(most);
    private readonly List<(string Text, CellPlace Place)> _first = [];

    /// <summary>Number of cells.</summary>
    public long Count { get; private set; }

    /// <summary>True where all of them look like dates or times.</summary>
    public bool AreDates => Count > 0 && _texts.All.All(DateText.Is);

    /// <summary>True where all of them look like numbers that are written in another way.</summary>
    public bool AreLikeNumbers => Count > 0 && _texts.All.All(NumberText.IsDecorated);

    public void Add(ReadOnlySpan<char> cell, CellPlace place)
    {
        Count++;
        _texts.Add(cell);
        if (_first.Count < 3)
        {
            _first.Add((cell.ToString(), place));
        }
    }

    /// <summary>Takes over those of a later block of the same column.</summary>
    public void Merge(WordCells later)
    {
        Count += later.Count;
        _texts.Merge(later._texts);
        _first.AddRange(later._first.Take(3 - _first.Count));
    }

    /// <summary>
    /// Numbers that are written as nobody can read them for sure, in words that follow "got", or null; never categories in silence.
    /// </summary>
    /// <param name="numbers">How many cells hold numbers.</param>
    /// <param name="filled">How many cells are filled.</param>
    public string? MixedNumbers(long numbers, long filled)
    {
        var words = _texts.All;
        if (words.Any(text => text.Contains(',', StringComparison.Ordinal)) && words.All(NumberText.HasThousands))
        {
            return "numbers whose commas look like thousands separators (declare the number format, or write them without, as in 12345; "
                + "where a comma stands before decimals, write a point)";
        }

        if (words.Any(text => text.Contains(',', StringComparison.Ordinal)) && words.All(NumberText.HasDecimalComma))
        {
            return "numbers with a decimal comma (declare the number format, or write a decimal point)";
        }

        var likeNumbers = words.Count(NumberText.IsDecorated) / (double)words.Count * Count;
        return (numbers + likeNumbers) * 2 > filled
            ? FormattableString.Invariant(
                $"{numbers:N0} numbers, but also {Count:N0} other texts, the first {string.Join(", ", _first.Select(Place))}")
            : null;
    }

    private static string Place((string Text, CellPlace Place) word) => $"'{word.Text}'{word.Place}";
}
