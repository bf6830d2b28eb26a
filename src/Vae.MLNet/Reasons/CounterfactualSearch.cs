namespace Vae.MLNet.Reasons;

/// <summary>The greedy search for the fewest columns whose change makes a row normal.</summary>
/// <param name="info">The columns.</param>
/// <param name="row">The row [features].</param>
/// <param name="reconstruct">Gives reconstructions [rows, features] of rows [rows, features].</param>
/// <param name="score">Gives the scores and labels of rows [rows, features].</param>
internal sealed class CounterfactualSearch(
    VaeModelInfo info, float[] row, Func<float[], float[]> reconstruct, Func<float[], (float[] Scores, bool[] Labels)> score)
{
    private readonly ReasonFinder _columns = new(info);

    /// <summary>Changes up to <paramref name="most"/> columns.</summary>
    public VaeCounterfactual Run(int most)
    {
        var (given, best, changed) = (score(row), row, new List<int>());
        var before = given.Scores[0];
        var (after, isNormal) = (before, !given.Labels[0]);
        while (!float.IsNaN(before) && !isNormal && changed.Count < Math.Min(most, _columns.Columns))
        {
            int[] others = [.. Enumerable.Range(0, _columns.Columns).Except(changed)];
            var rows = WithExpected([.. others.Select(column => (int[])[.. changed, column])]);
            var (scores, labels) = score(rows);
            var place = Array.IndexOf(scores, scores.Min());
            changed.Add(others[place]);
            best = rows.AsSpan(place * row.Length, row.Length).ToArray();
            (after, isNormal) = (scores[place], !labels[place]);
        }

        return new() { Score = before, NewScore = after, IsNormal = isNormal, Changes = [.. changed.Select(column => Change(column, best))] };
    }

    /// <summary>The row with each set of columns as the model expects them given the others [sets, features].</summary>
    private float[] WithExpected(int[][] sets)
    {
        var isTakenOut = new bool[sets.Length * row.Length];
        var rows = new float[isTakenOut.Length];                                        // [sets, features]
        for (var place = 0; place < sets.Length; place++)
        {
            row.CopyTo(rows.AsSpan(place * row.Length));
            foreach (var column in sets[place])
            {
                isTakenOut.AsSpan(place * row.Length, row.Length)[_columns.Features(column)].Fill(true);
            }
        }

        var expected = Expectation.Of(rows, isTakenOut, reconstruct);
        for (var place = 0; place < sets.Length; place++)
        {
            foreach (var column in sets[place])
            {
                var features = _columns.Features(column);
                ColumnFill.Set(
                    info.Columns[column], expected.AsSpan(place * row.Length, row.Length)[features],
                    rows.AsSpan(place * row.Length, row.Length)[features]);
            }
        }

        return rows;
    }

    private VaeChange Change(int column, ReadOnlySpan<float> changed)
    {
        var reason = _columns.Reason(column, 0, row, changed);
        return new(reason.Column, reason.Value, reason.Expected, reason.Category, reason.ExpectedCategory);
    }
}
