namespace Vae.Training.Tables;

/// <summary>The far values on one side of the bulk of a feature, and which of them are wild.</summary>
internal sealed class WildSide
{
    /// <summary>How much farther out than the next inner value a mark must be, and any other wild value: heavy tails have no such gap.</summary>
    public const double MarkGap = 2, WildGap = 5;

    /// <summary>
    /// How often what looks like a mark must stand in a column to count as missing. Other numbers stay values, however often: they may be faults.
    /// </summary>
    private const int MarkCount = 2;

    private readonly double _offset;
    private readonly List<(float Value, int Count)> _marks;
    private readonly List<(float Value, int Count)> _others = [];

    /// <summary>Looks through the far values.</summary>
    /// <param name="far">The values with their counts, by distance from the centre.</param>
    /// <param name="inner">The distance of the farthest value that is not far.</param>
    /// <param name="least">The least distance of a wild value that does not look like a mark.</param>
    /// <param name="offset">What was taken off the values.</param>
    public WildSide(SortedDictionary<double, (float Value, int Count)> far, double inner, double least, double offset)
    {
        _offset = offset;
        var plain = inner;                                                              // the distance of the farthest ordinary value
        foreach (var (distance, cell) in far.Where(pair => !MissingMark.LooksLikeOne(pair.Value.Value, offset)))
        {
            if (_others.Count > 0 || (distance >= least && distance >= WildGap * plain))
            {
                _others.Add(cell);
            }
            else
            {
                plain = distance;
            }
        }

        _marks = [.. far.Where(pair => MissingMark.LooksLikeOne(pair.Value.Value, offset) && pair.Key >= MarkGap * plain).Select(pair => pair.Value)];
    }

    /// <summary>The wild values of a feature.</summary>
    public IEnumerable<WildValue> Found(int feature) =>
    [
        .. _marks.Select(cell => new WildValue(feature, cell.Value, cell.Count, IsMissing: cell.Count >= MarkCount) { Offset = _offset }),
        .. _others.Select(cell => new WildValue(feature, cell.Value, cell.Count, IsMissing: false) { Offset = _offset }),
    ];

    /// <summary>Where they begin, above (1) or below (−1) the centre: an infinity where there are none.</summary>
    public float Begin(int sign)
    {
        var values = _marks.Concat(_others).Select(cell => cell.Value).DefaultIfEmpty(sign * float.PositiveInfinity);
        return sign > 0 ? values.Min() : values.Max();
    }
}
