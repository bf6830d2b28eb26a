namespace Vae.MLNet.Monitoring;

/// <summary>
/// A test martingale over uniform ranks: capital that starts at 1 and grows only when ranks are not uniform. It is held in cash and in bets ε ·
/// r^(ε−1) on small and
/// ε · (1−r)^(ε−1) on large ranks; each returns 1 on average. Money moves between cash and bets by rules that do not look ahead, a "jumper" (Vovk
/// and others, 2021); the
/// share of the cash that is bet falls with time, so that some is left for drift that comes late. Without drift the capital ever reaches c with a
/// chance of at most 1 / c (Ville, 1939).
/// </summary>
internal sealed class DriftBets
{
    /// <summary>Rows after which the share of the cash that is bet has halved: early enough for short streams, late enough not to be spent by
    /// noise.</summary>
    private const double Patience = 100;

    /// <summary>The share of every bet that returns to cash per row: bets live for about a hundred rows.</summary>
    private const double Return = 0.01;

    private const int Sides = 2, Kinds = 3;
    private const double SmallestRank = 1e-12;

    private readonly double[] _stakes;
    private double _cash;
    private double _capital;

    public DriftBets()
        : this(0, 0, 1, new double[Sides * Kinds])
    {
    }

    /// <summary>As it was after some rows.</summary>
    public DriftBets(long rows, double logScale, double cash, double[] stakes) =>
        (Rows, LogScale, _cash, _stakes, _capital) = (rows, logScale, cash, stakes, cash + stakes.Sum());

    public long Rows { get; private set; }

    /// <summary>Cash and stakes are in units of e to the power of this, so that they never overflow.</summary>
    public double LogScale { get; private set; }

    public double Cash => _cash;

    public double[] Stakes => _stakes;

    /// <summary>log10 of the capital.</summary>
    public double LogCapital => (LogScale + Math.Log(_capital)) / Math.Log(10);

    /// <summary>True where more is won on small ranks than on large ones.</summary>
    public bool IsOnSmall => _stakes.AsSpan(0, Kinds).ToArray().Sum() >= _stakes.AsSpan(Kinds).ToArray().Sum();

    public void Add(double rank)
    {
        var staked = _cash / (Rows + Patience);
        _cash -= staked;
        for (var bet = 0; bet < _stakes.Length; bet++)
        {
            var back = _stakes[bet] * Return;
            _cash += back;
            _stakes[bet] += (staked / _stakes.Length) - back;
        }

        Win(_stakes.AsSpan(0, Kinds), rank);
        Win(_stakes.AsSpan(Kinds), 1 - rank);
        Rows++;
        Rescale();
    }

    /// <summary>The bets with ε = 1/4, 1/2 and 3/4: for strong, middling and slight drift.</summary>
    private static void Win(Span<double> stakes, double rank)
    {
        var root = Math.Sqrt(Math.Max(rank, SmallestRank));
        var quarter = Math.Sqrt(root);
        stakes[0] *= 0.25 / (root * quarter);
        stakes[1] *= 0.5 / root;
        stakes[2] *= 0.75 / quarter;
    }

    private void Rescale()
    {
        _capital = _cash + _stakes.Sum();
        if (_capital is > 1e100 or < 1e-100)
        {
            LogScale += Math.Log(_capital);
            _cash /= _capital;
            for (var bet = 0; bet < _stakes.Length; bet++)
            {
                _stakes[bet] /= _capital;
            }

            _capital = 1;
        }
    }
}
