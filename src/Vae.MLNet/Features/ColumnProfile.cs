namespace Vae.MLNet.Features;

/// <summary>What one column of the training rows holds: numbers, categories, or something that is neither.</summary>
/// <param name="isText">True where the column is text, whatever its cells look like.</param>
internal sealed class ColumnProfile(bool isText = false)
{
    /// <summary>More categories than this become more features than anybody wants; identifiers and free text end here too.</summary>
    public const int MaxCategories = 1_000;

    /// <summary>Fewer rows than this may rise, or be all different, by chance.</summary>
    private const int RisingRows = 20;

    /// <summary>Fewer whole numbers than this are all different too often where they are amounts.</summary>
    private const int UniqueRows = 100;

    /// <summary>Fewer rows may differ by chance, and more values are no label.</summary>
    private const int LeakRows = 10, LeakValues = 20;

    /// <summary>Of texts, this share must repeat an earlier one, or they are names of rows.</summary>
    private const double RepeatedShare = 0.1;

    private readonly TextCount _texts = new(MaxCategories);
    private readonly TextCount _words = new(MaxCategories);
    private readonly TextCount _numberTexts = new(2);
    private readonly TextCount _others = new(MaxCategories);
    private readonly MissingCells _markers = new();
    private readonly MissingCells _named = new();
    private readonly IntegerSpread _spread = new();
    private readonly ValueSketch _values = new();
    private readonly List<(string Text, long Line)> _firstWords = [];
    private long _numbers;
    private long _wordCells;
    private long _empty;
    private NumberFormat? _format, _otherFormat;
    private long _otherCells;
    private double _least = double.NaN;
    private double _most = double.NaN;
    private bool _isRising = true;
    private double _first = double.NaN;
    private double _last = double.NaN;

    /// <summary>True while every cell that is not missing is a number; the usual markers are missing where there are no other texts.</summary>
    public bool IsNumber => !isText && _wordCells == 0;

    /// <summary>True while every cell is missing.</summary>
    public bool IsEmpty => IsNumber ? _numbers == 0 : Filled == 0;

    /// <summary>The one value that all filled cells have; null where there are several or none.</summary>
    public string? Constant =>
        !IsEmpty && (IsNumber ? _numberTexts.Count : _texts.Count) == 1 ? (IsNumber ? _numberTexts : _texts).All.First() : null;

    /// <summary>True for numbers that rise from every row to the next, as row numbers and clocks do.</summary>
    public bool IsRising => IsNumber && _isRising && _numbers >= RisingRows;

    /// <summary>True for whole numbers that are all different, as identifiers are, and amounts now and then.</summary>
    public bool IsUnique => IsNumber && _spread.IsUnique(UniqueRows);

    /// <summary>The different texts in ordinal order: the categories of a text column.</summary>
    public IReadOnlyList<string> Categories => [.. _texts.All.Order(StringComparer.Ordinal)];

    /// <summary>What is taken off the numbers of a column that lies far from zero, or 0.</summary>
    public double Offset => IsNumber ? FarFromZero.OffsetOf(_values) : 0;

    /// <summary>How the numbers are written; null for the usual way.</summary>
    public NumberFormat? Format => IsNumber ? _format : null;

    /// <summary>True where texts that are no numbers look like some written in another way.</summary>
    public bool IsLikeNumbers => _wordCells > 0 && _words.All.All(NumberText.IsDecorated);

    /// <summary>What was taken as missing, but for empty cells; null where nothing was.</summary>
    public MissingCells? Missing
    {
        get
        {
            var all = new MissingCells();
            all.Merge(_named);
            if (IsNumber)
            {
                all.Merge(_markers);
            }

            return all.Count > 0 ? all : null;
        }
    }

    /// <summary>Number of cells without a value: empty ones and those taken as missing.</summary>
    public long Gaps => _empty + (Missing?.Count ?? 0);

    /// <summary>Number of different values; of more than <see cref="MaxCategories"/>, one more than that.</summary>
    public int Distinct => _texts.IsFull || !IsNumber ? _texts.Count : _texts.Count - _markers.Kinds;

    /// <summary>
    /// True where the rows that do not train, because their label says that they are anomalies, hold values of their own here: a few, each more than
    /// once, and none of them in a row that trains. So a label looks that came in under another name.
    /// </summary>
    public bool SaysLabel =>
        Filled >= LeakRows && _otherCells >= LeakRows && _texts.Count <= LeakValues && _others.Count <= Math.Min(LeakValues, _otherCells / 2)
        && !_texts.Overlaps(_others);

    /// <summary>The smallest and the largest number; null where there is none.</summary>
    public (double Least, double Most)? Range => _numbers > 0 ? (_least, _most) : null;

    /// <summary>The first whole number with zeros before it, as codes have them and amounts do not; null where there is none.</summary>
    public string? LeadingZero { get; private set; }

    private long Filled => _numbers + _wordCells + _markers.Count;

    /// <summary>Takes note of one cell.</summary>
    /// <param name="cell">What it holds; spaces around it do not matter.</param>
    /// <param name="number">The number that it is, or null for a text.</param>
    /// <param name="line">Where it stands, for messages.</param>
    /// <param name="format">How the number is written; null for the usual way.</param>
    public void Add(ReadOnlySpan<char> cell, double? number, long line = 0, NumberFormat? format = null)
    {
        cell = cell.Trim();
        if (MissingText.Is(cell))
        {
            _empty++;
            return;
        }

        _texts.Add(cell);
        if (number is { } value && double.IsFinite(value))
        {
            _numbers++;
            Write(format);
            _isRising &= !(value <= _last);
            _first = double.IsNaN(_first) ? value : _first;
            _last = value;
            _numberTexts.Add(cell);
            _spread.Add(cell);
            _values.Add(value);
            Widen(value, value);
            LeadingZero ??= cell.Length > 1 && cell[0] == '0' && !cell.ContainsAnyExceptInRange('0', '9') ? cell.ToString() : null;
        }
        else if (MissingText.IsInNumbers(cell))
        {
            _markers.Add(cell.ToString());
        }
        else
        {
            _wordCells++;
            _words.Add(cell);
            if (_firstWords.Count < 3)
            {
                _firstWords.Add((cell.ToString(), line));
            }
        }
    }

    /// <summary>
    /// Takes note of a cell of a row that does not train: it says nothing of the values, but row numbers are evenly spread over all rows, and a
    /// label has other values there.
    /// </summary>
    public void AddOther(ReadOnlySpan<char> cell)
    {
        if (!MissingText.IsInNumbers(cell.Trim()))
        {
            _otherCells++;
            _others.Add(cell.Trim());
            _spread.Add(cell.Trim());
        }
    }

    /// <summary>Takes note of a cell that the user says is missing.</summary>
    public void AddMissing(ReadOnlySpan<char> cell) => _named.Add(cell.Trim().ToString());

    /// <summary>Takes note of how numbers are written: in one way, or the column is none of numbers.</summary>
    private void Write(NumberFormat? format)
    {
        if (format is not null && format.Example != (_format ??= format).Example)
        {
            _otherFormat ??= format;
        }
    }

    /// <summary>Takes over what a later block of the same column holds.</summary>
    public void Merge(ColumnProfile later)
    {
        _isRising &= later._isRising && !(later._first <= _last);
        _first = double.IsNaN(_first) ? later._first : _first;
        _last = later._numbers > 0 ? later._last : _last;
        _otherCells += later._otherCells;
        _others.Merge(later._others);
        (_numbers, _wordCells, _empty) = (_numbers + later._numbers, _wordCells + later._wordCells, _empty + later._empty);
        Widen(later._least, later._most);
        Write(later._format);
        Write(later._otherFormat);
        LeadingZero ??= later.LeadingZero;
        _texts.Merge(later._texts);
        _words.Merge(later._words);
        _numberTexts.Merge(later._numberTexts);
        _markers.Merge(later._markers);
        _named.Merge(later._named);
        _spread.Merge(later._spread);
        _values.Merge(later._values);
        _firstWords.AddRange(later._firstWords.Take(3 - _firstWords.Count));
    }

    /// <summary>
    /// Why the column can be left out without loss, in words that follow "got", or null where it cannot: it names rows or says when they were.
    /// </summary>
    public string? Dispensable()
    {
        if (IsNumber)
        {
            return _spread.IsLadder(RisingRows) ? "whole numbers, all different and evenly spread, like a row number or a clock" : null;
        }

        return !isText && _numbers == 0 && _words.All.All(DateText.Is)
                ? "dates or times (replace them by numbers that matter, such as the hour or the weekday)"
            : MixedNumbers() is not null ? null
            : _texts.IsFull ? FormattableString.Invariant($"more than {MaxCategories:N0} different texts, like an identifier")
            : _texts.Count == Filled && Filled > 1 ? FormattableString.Invariant($"{Filled} texts, all different, like an identifier")
            : Filled >= RisingRows && _texts.Count > (1 - RepeatedShare) * Filled
                ? FormattableString.Invariant($"{_texts.Count:N0} different texts in {Filled:N0} rows, like an identifier")
            : null;
    }

    /// <summary>Why the column can be no feature, in words that follow "got", or null where it can.</summary>
    public string? Flaw() =>
        IsNumber
            ? _otherFormat is null ? null : $"numbers written like '{_format!.Example}' and others like '{_otherFormat.Example}' (make them one)"
            : Dispensable() ?? MixedNumbers();

    /// <summary>NaN stands for no number on either side.</summary>
    private void Widen(double least, double most) =>
        (_least, _most) = (double.MinNumber(_least, least), double.MaxNumber(_most, most));

    /// <summary>Numbers that are written as nobody can read them for sure; never categories in silence.</summary>
    private string? MixedNumbers()
    {
        if (isText)
        {
            return null;
        }

        var words = _words.All;
        if (words.Any(text => text.Contains(',', StringComparison.Ordinal)) && words.All(NumberText.HasThousands))
        {
            return "numbers whose commas look like thousands separators (write them without, as in 12345; "
                + "where a comma stands before decimals, write a point)";
        }

        if (words.Any(text => text.Contains(',', StringComparison.Ordinal)) && words.All(NumberText.HasDecimalComma))
        {
            return "numbers with a decimal comma (write a decimal point)";
        }

        var likeNumbers = words.Count(NumberText.IsDecorated) / (double)words.Count * _wordCells;
        return (_numbers + likeNumbers) * 2 > Filled
            ? FormattableString.Invariant(
                $"{_numbers:N0} numbers, but also {_wordCells:N0} other texts, the first {string.Join(", ", _firstWords.Select(Place))}")
            : null;
    }

    private static string Place((string Text, long Line) word) =>
        word.Line > 0 ? FormattableString.Invariant($"'{word.Text}' (line {word.Line})") : $"'{word.Text}'";
}
