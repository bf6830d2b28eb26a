using Vae.MLNet.Features;

namespace Vae.MLNet.Reasons;

/// <summary>Makes reasons of a row, its contributions and what the model expects: everything by column, in the columns' own units.</summary>
internal sealed class ReasonFinder
{
    /// <summary>How many held-out standard deviations what is expected reaches to either side.</summary>
    public const float Reach = 2;

    private readonly VaeModelInfo _info;
    private readonly Range[] _features;

    public ReasonFinder(VaeModelInfo info)
    {
        _info = info;
        _features = new Range[info.Columns.Count];
        var start = 0;
        for (var column = 0; column < _features.Length; column++)
        {
            _features[column] = start..(start += info.Columns[column].Width);
        }
    }

    /// <summary>Number of columns.</summary>
    public int Columns => _features.Length;

    /// <summary>The features of a column.</summary>
    public Range Features(int column) => _features[column];

    /// <summary>The columns with the largest shares, largest first; none where the shares are NaN.</summary>
    /// <param name="contributions">The row's contributions [features].</param>
    /// <param name="top">Most columns.</param>
    public (int Column, double Share)[] Largest(ReadOnlySpan<float> contributions, int top)
    {
        var shares = new (int Column, double Share)[_features.Length];
        for (var column = 0; column < shares.Length; column++)
        {
            var share = 0.0;
            foreach (var contribution in contributions[_features[column]])
            {
                share += contribution;
            }

            shares[column] = (column, share);
        }

        return [.. shares.Where(pair => pair.Share > 0).OrderByDescending(pair => pair.Share).Take(top)];
    }

    /// <summary>One column's reason.</summary>
    /// <param name="column">The column.</param>
    /// <param name="share">Its share.</param>
    /// <param name="row">The row [features].</param>
    /// <param name="expected">What the model expects [features].</param>
    public VaeReason Reason(int column, double share, ReadOnlySpan<float> row, ReadOnlySpan<float> expected)
    {
        var features = _features[column];
        var (name, categories) = (_info.Columns[column].Name, _info.Columns[column].Categories);
        return _info.Columns[column].IsDate ? OfDate(_info.Columns[column], share, row[features], expected[features])
            : categories is null
            ? OfNumber(_info.Columns[column], share, row[features][0], expected[features][0], SpreadOf(features.Start.Value))
            : OfText(name, share, categories, row[features], expected[features]);
    }

    /// <summary>NaN in a file from before spreads were kept.</summary>
    private float SpreadOf(int feature) => _info.FeatureSpreads.Count > 0 ? _info.FeatureSpreads[feature] : float.NaN;

    private static VaeReason OfNumber(VaeColumn column, double share, float value, float expected, float spread) => new()
    {
        Column = column.Name,
        Kind = float.IsNaN(value) ? VaeReasonKind.Missing : spread == 0 ? VaeReasonKind.ChangedConstant : VaeReasonKind.Unusual,
        Share = share,
        Value = value + column.Offset,
        Expected = expected + column.Offset,
        ExpectedLow = expected - (Reach * spread) + column.Offset,
        ExpectedHigh = expected + (Reach * spread) + column.Offset,
    };

    /// <summary>Dates are said in the words of their cycles, as texts are by their categories.</summary>
    private static VaeReason OfDate(VaeColumn column, double share, ReadOnlySpan<float> row, ReadOnlySpan<float> expected)
    {
        var isMissing = float.IsNaN(row[0]);
        return new()
        {
            Column = column.Name,
            Kind = isMissing ? VaeReasonKind.Missing : VaeReasonKind.Unusual,
            Share = share,
            Value = float.NaN,
            Category = isMissing ? null : DateCycles.Words(column.Cycles, row),
            Expected = float.NaN,
            ExpectedLow = float.NaN,
            ExpectedHigh = float.NaN,
            ExpectedCategory = DateCycles.Words(column.Cycles, expected),
        };
    }

    private static VaeReason OfText(
        string name, double share, IReadOnlyList<string> categories, ReadOnlySpan<float> row, ReadOnlySpan<float> expected)
    {
        // As novelties are counted: a gap makes the sum NaN, an unseen category makes it 0.
        var sum = 0f;
        foreach (var value in row)
        {
            sum += value;
        }

        var (isMissing, isUnseen) = (float.IsNaN(sum), sum == 0);
        return new()
        {
            Column = name,
            Kind = isMissing ? VaeReasonKind.Missing : isUnseen ? VaeReasonKind.UnseenCategory : VaeReasonKind.Unusual,
            Share = share,
            Value = float.NaN,
            Category = isMissing || isUnseen ? null : categories[PlaceOfLargest(row)],
            Expected = float.NaN,
            ExpectedLow = float.NaN,
            ExpectedHigh = float.NaN,
            ExpectedCategory = categories[PlaceOfLargest(expected)],
        };
    }

    /// <summary>The place of the largest of the features of a text column.</summary>
    public static int PlaceOfLargest(ReadOnlySpan<float> values)
    {
        var place = 0;
        for (var i = 1; i < values.Length; i++)
        {
            place = values[i] > values[place] ? i : place;
        }

        return place;
    }
}
