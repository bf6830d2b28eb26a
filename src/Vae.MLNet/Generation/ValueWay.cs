namespace Vae.MLNet.Generation;

/// <summary>The way of drawn numbers to the values of a table: quantiles, categories, gaps.</summary>
internal sealed class ValueWay
{
    /// <summary>Where the scale of inputs turns logarithmic, and how far it reaches, as docs/scoring.md has it.</summary>
    private const float Core = 4, LogLimit = 13.815511f;

    private readonly StoredGenerator _stored;
    private readonly int[][] _categories;
    private readonly (int Start, int Width)[] _columns;

    public ValueWay(StoredGenerator stored, VaeModelInfo info)
    {
        _stored = stored;
        _columns = new (int, int)[info.Columns.Count];
        for (var (column, start) = (0, 0); column < _columns.Length; column++)
        {
            _columns[column] = (start, info.Columns[column].Width);
            start += info.Columns[column].Width;
        }

        var categories = Enumerable.Range(0, stored.Inputs).Where(input => stored.Kinds[input] == MarginalKind.Category).ToArray();
        _categories =
        [
            .. _columns.Select(column => categories
                    .Where(input => stored.Places[input] >= column.Start && stored.Places[input] < column.Start + column.Width).ToArray())
                .Where(inputs => inputs.Length > 0),
        ];
    }

    /// <summary>Makes the values of a row.</summary>
    /// <param name="decoded">What the member made of the latent, scaled [features].</param>
    /// <param name="residual">What is added [inputs].</param>
    /// <param name="gaps">A number between 0 and 1 for each feature [features].</param>
    /// <param name="row">Takes the values [features].</param>
    public void Apply(ReadOnlySpan<float> decoded, Span<float> residual, ReadOnlySpan<float> gaps, Span<float> row)
    {
        _stored.Constants.CopyTo(row);
        for (var input = 0; input < _stored.Inputs; input++)
        {
            residual[input] += decoded[_stored.Places[input]];
            row[_stored.Places[input]] = _stored.Kinds[input] switch
            {
                MarginalKind.Steps => Step(input, residual[input]),
                MarginalKind.Line => Line(input, residual[input]),
                _ => 0,
            };
        }

        foreach (var inputs in _categories)
        {
            var largest = inputs[0];
            foreach (var input in inputs)
            {
                largest = Category(input, residual[input]) > Category(largest, residual[largest]) ? input : largest;
            }

            row[_stored.Places[largest]] = 1;
        }

        foreach (var (start, width) in _columns)
        {
            if (gaps[start] < _stored.MissingShares[start])
            {
                row.Slice(start, width).Fill(float.NaN);
            }
        }
    }

    /// <summary>The values that an input can have, rising.</summary>
    public ReadOnlySpan<float> Values(int input) => _stored.Values.AsSpan(input * _stored.Knots, _stored.Knots);

    private float Step(int input, float drawn) => Values(input)[Math.Max(0, Below(input, drawn))];

    private float Line(int input, float drawn)
    {
        var places = _stored.Drawn.AsSpan(input * _stored.Knots, _stored.Knots);
        var values = Values(input);
        var below = Math.Clamp(Below(input, drawn), 0, values.Length - 2);
        var width = places[below + 1] - places[below];
        var share = width > 0 ? Math.Clamp((drawn - places[below]) / width, 0, 1) : 0;
        var value = values[below].Equals(values[below + 1]) ? values[below] : values[below] + (share * ((double)values[below + 1] - values[below]));
        var decimals = _stored.Decimals[input];
        return Math.Clamp(decimals < 0 ? (float)value : (float)Math.Round(value, decimals), values[0], values[^1]);
    }

    /// <summary>The last knot that is not above a drawn number, or −1.</summary>
    private int Below(int input, float drawn)
    {
        var places = _stored.Drawn.AsSpan(input * _stored.Knots, _stored.Knots);
        var (low, high) = (0, places.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = places[middle] <= drawn ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    /// <summary>A category in the feature's own unit, 0 to 1, with its offset.</summary>
    private float Category(int input, float drawn)
    {
        var size = MathF.Abs(drawn);
        var z = MathF.Sign(drawn) * (MathF.Min(size, Core) + MathF.Exp(Math.Clamp(size - Core, 0, LogLimit)) - 1);
        var way = Values(input);
        return way[0] + (z * way[1]) + way[2];
    }
}
