namespace Vae.MLNet;

/// <summary>
/// The rows of a batch that are selected as anomalies with a controlled share of false discoveries: the procedure of Benjamini and Hochberg (1995)
/// on conformal p-values,
/// as Bates, Candès, Lei, Romano and Sesia (2023) use it. docs/monitoring.md says what is assumed.
/// </summary>
public sealed record AnomalySelection
{
    private AnomalySelection()
    {
    }

    /// <summary>The selected rows by their place in the batch, from 0, in order.</summary>
    public required IReadOnlyList<int> Rows { get; init; }

    /// <summary>The largest selected p-value: exactly the rows at or below it are selected. 0 where none is.</summary>
    public required double CutOff { get; init; }

    /// <summary>The share of false discoveries that was asked for, 0 to 1.</summary>
    public required double Fdr { get; init; }

    /// <summary>Number of rows with a p-value.</summary>
    public required int JudgedRows { get; init; }

    /// <summary>Number of rows that cannot be judged (p-value NaN). They are never selected and do not count in the batch.</summary>
    public required int UnjudgedRows { get; init; }

    /// <summary>Number of rows behind the p-values, or null where it is not known.</summary>
    public int? CalibrationRows { get; init; }

    /// <summary>
    /// How many normal rows are to be expected among the selected, at most: the judged rows times the cut-off, as if all of them were normal.
    /// Never above <see cref="Fdr"/> times the selected rows.
    /// </summary>
    public double ExpectedFalseDiscoveries => Math.Min(JudgedRows * CutOff, Fdr * Rows.Count);

    /// <summary>
    /// The fewest rows of this batch that can be selected at all, as the smallest p-value is 1 / (calibration rows + 1): fewer rows than that,
    /// however odd, are not selected.
    /// 1 where the calibration rows are not known.
    /// </summary>
    public int FewestSelectable => CalibrationRows is { } rows ? Math.Max(1, (int)Math.Ceiling(JudgedRows / (Fdr * (rows + 1.0)))) : 1;

    /// <summary>Null where single rows can be selected. Otherwise says in words that the calibration sample is too small for that, with the numbers
    /// and what to do.</summary>
    public string? Remark => FewestSelectable == 1 ? null : FormattableString.Invariant(
        $"Of {JudgedRows} rows at least {FewestSelectable} ({(double)FewestSelectable / JudgedRows:0.##%}) must be as odd as can be ")
        + FormattableString.Invariant($"before any is selected; selected: {Rows.Count}. ")
        + FormattableString.Invariant(
            $"With {CalibrationRows} calibration rows no p-value is below {1.0 / (CalibrationRows!.Value + 1):0.######}. ")
        + FormattableString.Invariant($"To select single rows, train with at least {Math.Ceiling(JudgedRows / Fdr) - 1:0} normal rows, ")
        + FormattableString.Invariant($"select from smaller batches, or accept a larger share of false discoveries than {Fdr}.");

    /// <summary>Selects rows.</summary>
    /// <param name="pValues">One p-value per row, 0 to 1; NaN for a row that cannot be judged.</param>
    /// <param name="fdr">The share of false discoveries to accept among the selected, on average over batches; between 0 and 1. 0.1 is
    /// common.</param>
    /// <param name="calibrationRows">
    /// Number of rows behind the p-values (<see cref="VaeModelInfo.CalibrationRows"/>). With it, a sample that is too small is refused or remarked
    /// upon. Default not known.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A p-value or the share is out of range, or the share is below the smallest p-value, so that no batch whatever could have a selected row.
    /// </exception>
    public static AnomalySelection Select(ReadOnlySpan<float> pValues, double fdr = 0.1, int? calibrationRows = null)
    {
        Validate(fdr, calibrationRows);
        var sorted = Judged(pValues);
        Array.Sort(sorted);
        var count = sorted.Length;

        // A p-value is a float, so the step it is compared with is rounded to one as well: what is equal on paper stays equal.
        while (count > 0 && sorted[count - 1] > (float)(fdr * count / sorted.Length))
        {
            count--;
        }

        var rows = new List<int>(count);
        for (var row = 0; count > 0 && row < pValues.Length; row++)
        {
            if (pValues[row] <= sorted[count - 1])
            {
                rows.Add(row);
            }
        }

        return new AnomalySelection
        {
            Rows = rows,
            CutOff = count == 0 ? 0 : sorted[count - 1],
            Fdr = fdr,
            JudgedRows = sorted.Length,
            UnjudgedRows = pValues.Length - sorted.Length,
            CalibrationRows = calibrationRows,
        };
    }

    private static float[] Judged(ReadOnlySpan<float> pValues)
    {
        var (judged, count) = (new float[pValues.Length], 0);
        for (var row = 0; row < pValues.Length; row++)
        {
            if (pValues[row] is < 0 or > 1)
            {
                throw new ArgumentOutOfRangeException(nameof(pValues), FormattableString.Invariant(
                    $"p-value of row {row} must lie between 0 and 1, or be NaN; got {pValues[row]}. Pass the column PValue, not Score."));
            }

            if (!float.IsNaN(pValues[row]))
            {
                judged[count++] = pValues[row];
            }
        }

        return judged[..count];
    }

    /// <summary>Whether a row with this p-value is among the selected.</summary>
    internal bool Selects(float pValue) => Rows.Count > 0 && pValue <= CutOff;

    /// <summary>Refuses a share that no batch could have a selected row with.</summary>
    internal static void Validate(double fdr, int? calibrationRows)
    {
        if (fdr is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fdr), FormattableString.Invariant(
                $"Share of false discoveries must lie between 0 and 1, both excluded; got {fdr}. 0.1 accepts one in ten."));
        }

        if (calibrationRows is { } rows && (rows < 1 || fdr < 1.0 / (rows + 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(fdr), FormattableString.Invariant(
                $"Share of false discoveries must be at least the smallest p-value, 1 / ({rows} calibration rows + 1) = ")
                + FormattableString.Invariant($"{1.0 / (rows + 1):0.######}, or nothing can be selected from any batch; got {fdr}. ")
                + FormattableString.Invariant($"Accept a larger share, or train with at least {Math.Ceiling(1 / fdr) - 1:0} normal rows."));
        }
    }
}
