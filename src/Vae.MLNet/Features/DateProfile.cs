namespace Vae.MLNet.Features;

/// <summary>
/// Which cycles the dates of a column can become: those that every cell says, and of which the rows span a whole round. What was seen of half a
/// round would make the other half new, as the afternoon to a model of one morning.
/// </summary>
internal sealed class DateProfile
{
    /// <summary>Days that the rows span at least: two for hours, all of a week, and of a year so much that every month occurs.</summary>
    private const int HourDays = 2, WeekDays = 7, YearDays = 335;

    private readonly Span[] _spans = [new(), new()];
    private bool _isOrdered, _hasTimes;
    private string? _unread;

    private Span Chosen => _spans[(int)(Order ?? VaeDateOrder.DayFirst)];

    private string Plural => Chosen.Days == 1 ? "day" : "days";

    /// <summary>True while there are dates and times, and nothing else.</summary>
    public bool IsRead => _spans.Any(span => span.Cells > 0) && _unread is null;

    /// <summary>Which of day and month comes first; null where it does not matter.</summary>
    public VaeDateOrder? Order =>
        !_isOrdered ? null : Can(VaeDateOrder.DayFirst) ? VaeDateOrder.DayFirst : VaeDateOrder.MonthFirst;

    /// <summary>The cycles; none where <see cref="Flaw"/> says why.</summary>
    public IReadOnlyList<VaeDateCycle> Cycles => Flaw is null ? Spanned() : [];

    /// <summary>Why the dates can become no cycles, in words that follow "dates or times"; null where they can.</summary>
    public string? Flaw
    {
        get
        {
            var (dayFirst, monthFirst) = (Can(VaeDateOrder.DayFirst), Can(VaeDateOrder.MonthFirst));
            return _unread is not null || !(dayFirst || monthFirst)
                    ? _unread is null ? "of which some have the day first and others the month" : $"that cannot all be read, such as '{_unread}'"
                : _isOrdered && dayFirst && monthFirst ? "in which the day and the month cannot be told apart (write 2024-12-31)"
                : Spanned().Count > 0 ? null
                : Chosen.AreMonths ? FormattableString.Invariant($"of {Chosen.Days:N0} {Plural}, in which nothing comes round")
                : "that say neither year nor time of day";
        }
    }

    /// <summary>What is not among the cycles although the cells say it, and why, in words; null for nothing.</summary>
    public string? Left
    {
        get
        {
            string[] left =
            [
                .. Chosen.Days < WeekDays && Chosen.AreDays ? ["weekday"] : (string[])[],
                .. Chosen.Days < YearDays && Chosen.AreMonths ? ["month"] : (string[])[],
            ];
            return left.Length == 0 ? null : FormattableString.Invariant(
                $"{string.Join(" and ", left)} left out, as the rows span {Chosen.Days:N0} {Plural}");
        }
    }

    /// <summary>The cycles in words, with what is not among them, and how dates are read.</summary>
    public override string ToString() =>
        string.Join(", ", Cycles.Select(cycle => cycle.ToString().ToLowerInvariant())) + (Cycles.Count == 1 ? " as a cycle" : " as cycles")
        + (Order is { } order ? $", read with the {(order == VaeDateOrder.DayFirst ? "day" : "month")} first" : "")
        + (Left is { } left ? $"; {left}" : "");

    public void Add(ReadOnlySpan<char> text)
    {
        if (_unread is not null)
        {
            return;
        }

        if (DateText.Read(text.ToString()) is not { } reading)
        {
            _unread = text.ToString();
            return;
        }

        Add(reading);
    }

    public void Add(DateParts parts) => Add(new DateReading(0, 0, parts));

    /// <summary>Takes over what a later block of the same column holds.</summary>
    public void Merge(DateProfile later)
    {
        _unread ??= later._unread;
        _isOrdered |= later._isOrdered;
        _hasTimes |= later._hasTimes;
        for (var order = 0; order < _spans.Length; order++)
        {
            _spans[order].Merge(later._spans[order]);
        }
    }

    private void Add(DateReading reading)
    {
        var (dayFirst, monthFirst) = (reading.In(VaeDateOrder.DayFirst), reading.In(VaeDateOrder.MonthFirst));
        _isOrdered |= dayFirst != monthFirst;
        _hasTimes |= reading.Rest.Hours > 0;
        _spans[(int)VaeDateOrder.DayFirst].Add(dayFirst);
        _spans[(int)VaeDateOrder.MonthFirst].Add(monthFirst);
    }

    private bool Can(VaeDateOrder order) => _spans[(int)order].IsWhole;

    private IReadOnlyList<VaeDateCycle> Spanned() =>
    [
        .. _hasTimes && (!Chosen.AreMonths || Chosen.Days >= HourDays) ? [VaeDateCycle.Hour] : (VaeDateCycle[])[],
        .. Chosen.AreDays && Chosen.Days >= WeekDays ? [VaeDateCycle.Weekday] : (VaeDateCycle[])[],
        .. Chosen.AreMonths && Chosen.Days >= YearDays ? [VaeDateCycle.Month] : (VaeDateCycle[])[],
    ];

    /// <summary>The days from the first to the last, as one of the orders reads them.</summary>
    private sealed class Span
    {
        private int _first = int.MaxValue, _last = int.MinValue;
        private long _days, _months;

        public long Cells { get; private set; }

        /// <summary>True while every cell can be read so.</summary>
        public bool IsWhole { get; private set; } = true;

        /// <summary>True where every cell says its day, month and year.</summary>
        public bool AreDays => Cells > 0 && _days == Cells;

        /// <summary>True where every cell says its month and year.</summary>
        public bool AreMonths => Cells > 0 && _months == Cells;

        public int Days => _last < _first ? 0 : _last - _first + 1;

        public void Add(DateParts? parts)
        {
            Cells++;
            IsWhole &= parts is not null;
            if (parts is { Year: > 0, Month: > 0 } known)
            {
                _months++;
                _days += known.IsDay ? 1 : 0;
                Widen(known.DayNumber, known.DayNumber);
            }
        }

        public void Merge(Span later)
        {
            Cells += later.Cells;
            IsWhole &= later.IsWhole;
            (_days, _months) = (_days + later._days, _months + later._months);
            Widen(later._first, later._last);
        }

        private void Widen(int first, int last) => (_first, _last) = (Math.Min(_first, first), Math.Max(_last, last));
    }
}
