using System.Globalization;

namespace Vae.MLNet.Features;

/// <summary>
/// Whether whole numbers are all different and evenly spread, in whatever order, as row numbers and regular clocks are: then their count, sum and sum
/// of squares are those of a ladder with
/// the steps that all differences share. Or all different in any places, as drawn identifiers are. Read as text, since single precision blurs
/// large ones.
/// </summary>
internal sealed class IntegerSpread
{
    private const long MostValue = 1L << 53;

    /// <summary>Values that are remembered: that so many are all different is proof enough.</summary>
    private const int MostSeen = 100_000;

    private readonly HashSet<long> _seen = [];
    private bool _isInteger = true;
    private bool _isUnique = true;
    private long _count;
    private long _first;
    private long _least = long.MaxValue;
    private long _most = long.MinValue;
    private long _step;
    private Int128 _sum;
    private Int128 _squares;

    /// <summary>True for at least <paramref name="rows"/> whole numbers that are all different, in whatever places.</summary>
    public bool IsUnique(int rows) => _isInteger && _isUnique && _count >= rows;

    /// <summary>True for a ladder of at least <paramref name="rows"/> steps.</summary>
    public bool IsLadder(int rows)
    {
        if (!_isInteger || _count < rows || _step == 0 || ((_most - _least) / _step) + 1 != _count)
        {
            return false;
        }

        Int128 last = _count - 1, step = _step, least = _least;
        var places = last * (last + 1) / 2;
        return _sum == (_count * least) + (step * places)
            && _squares == (_count * least * least) + (2 * least * step * places) + (step * step * (last * (last + 1) * ((2 * last) + 1) / 6));
    }

    public void Add(ReadOnlySpan<char> cell)
    {
        if (!_isInteger)
        {
            return;
        }

        _isInteger = long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value is > -MostValue and < MostValue;
        if (_isInteger)
        {
            _first = _count == 0 ? value : _first;
            Take(1, value, value, value, (Int128)value * value, Math.Abs(value - _first));
            Remember(value);
        }
    }

    public void Merge(IntegerSpread later)
    {
        _isInteger &= later._isInteger;
        if (_isInteger && later._count > 0)
        {
            _first = _count == 0 ? later._first : _first;
            Take(later._count, later._least, later._most, later._sum, later._squares, Divisor(later._step, Math.Abs(later._first - _first)));
            _isUnique &= later._isUnique;
            foreach (var value in later._seen)
            {
                Remember(value);
            }
        }
    }

    private void Remember(long value)
    {
        if (_isUnique && _seen.Count < MostSeen)
        {
            _isUnique = _seen.Add(value);
        }

        if (!_isUnique && _seen.Count > 0)
        {
            _seen.Clear();
        }
    }

    private void Take(long count, long least, long most, Int128 sum, Int128 squares, long step)
    {
        (_count, _sum, _squares) = (_count + count, _sum + sum, _squares + squares);
        (_least, _most, _step) = (Math.Min(_least, least), Math.Max(_most, most), Divisor(_step, step));
    }

    private static long Divisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
