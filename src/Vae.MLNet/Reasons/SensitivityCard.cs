namespace Vae.MLNet.Reasons;

/// <summary>Measures what each column is to a model on some rows.</summary>
/// <param name="info">The columns.</param>
/// <param name="rows">The rows [rows, features].</param>
/// <param name="reconstruct">Gives reconstructions [rows, features] of rows [rows, features].</param>
/// <param name="label">Tells which of rows [rows, features] are flagged.</param>
internal sealed class SensitivityCard(VaeModelInfo info, float[] rows, Func<float[], float[]> reconstruct, Func<float[], bool[]> label)
{
    private readonly ReasonFinder _columns = new(info);
    private readonly ShiftSearch _search = new(info.FeatureCount, label);

    /// <summary>One entry a column, in order.</summary>
    /// <param name="shares">Each column's part of the scores [columns].</param>
    public IReadOnlyList<VaeColumnSensitivity> Run(double[] shares)
    {
        var flagged = label(rows);
        var normal = Where(row => !flagged[row]);
        return [.. Enumerable.Range(0, _columns.Columns).Select(column => Of(column, shares[column], normal))];
    }

    private VaeColumnSensitivity Of(int column, double share, float[] normal)
    {
        var (features, width) = (_columns.Features(column), info.FeatureCount);
        var (isText, isNumber) = (info.Columns[column].Categories is not null, info.Columns[column].IsNumber);
        var (deviation, predictability) = Statistics(column, normal);
        var feature = features.Start.Value;
        var known = !isNumber ? [] : Where(normal, row => !float.IsNaN(row[feature]));
        var unit = deviation > 0 ? deviation : 1;
        return new()
        {
            Column = info.Columns[column].Name,
            ScoreShare = share,
            Predictability = predictability,
            Rise = !isNumber ? null : _search.Run(known, feature, unit, 1),
            Fall = !isNumber ? null : _search.Run(known, feature, unit, -1),
            UnseenFlagged = isText ? Unseen(normal, features) : null,
            Deviation = deviation,
        };

        double Unseen(float[] of, Range own)
        {
            var changed = of.ToArray();
            for (var row = 0; row < changed.Length; row += width)
            {
                changed.AsSpan(row, width)[own].Clear();
            }

            return label(changed).Select(isFlagged => isFlagged ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average();
        }
    }

    /// <summary>The column taken out of every row and expected anew.</summary>
    private ColumnStatistics Statistics(int column, float[] normal)
    {
        var (own, width) = (_columns.Features(column), info.FeatureCount);
        var isTakenOut = new bool[normal.Length];
        for (var row = 0; row < normal.Length; row += width)
        {
            isTakenOut.AsSpan(row, width)[own].Fill(true);
        }

        var expected = normal.Length == 0 ? [] : Expectation.Of(normal, isTakenOut, reconstruct);
        return info.Columns[column].IsDate
                ? ColumnStatistics.OfDates([.. Enumerable.Range(own.Start.Value, own.End.Value - own.Start.Value).Select(OfFeature)])
            : info.Columns[column].IsNumber ? OfFeature(own.Start.Value)
            : ColumnStatistics.OfTexts(Places(normal, own), Places(expected, own, isLikeliest: true));

        ColumnStatistics OfFeature(int feature) => ColumnStatistics.OfNumbers(Values(normal, feature), Values(expected, feature));

        float[] Values(float[] of, int feature) => [.. Enumerable.Range(0, of.Length / width).Select(row => of[(row * width) + feature])];
    }

    private int[] Places(float[] of, Range own, bool isLikeliest = false)
    {
        var places = new int[of.Length / info.FeatureCount];
        for (var row = 0; row < places.Length; row++)
        {
            var values = of.AsSpan(row * info.FeatureCount, info.FeatureCount)[own];
            places[row] = isLikeliest ? ReasonFinder.PlaceOfLargest(values) : values.IndexOf(1f);
        }

        return places;
    }

    private float[] Where(Func<int, bool> isTaken) =>
        [.. Enumerable.Range(0, rows.Length / info.FeatureCount).Where(isTaken)
            .SelectMany(row => rows.AsSpan(row * info.FeatureCount, info.FeatureCount).ToArray())];

    private float[] Where(float[] of, Func<float[], bool> isTaken) => [.. of.Chunk(info.FeatureCount).Where(isTaken).SelectMany(row => row)];
}
