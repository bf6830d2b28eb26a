using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>What is missing in a column, and what of it no training row had.</summary>
/// <param name="Column">The column.</param>
/// <param name="Missing">Cells without a value.</param>
/// <param name="New">Texts that are none of the known, and values of a column that had one value in training.</param>
internal sealed record ColumnGaps(VaeColumn Column, long Missing, long New)
{
    /// <summary>Those of some rows.</summary>
    /// <param name="info">The columns.</param>
    /// <param name="features">The rows [rows, features].</param>
    public static ColumnGaps[] Of(VaeModelInfo info, ReadOnlySpan<float> features)
    {
        var gaps = new ColumnGaps[info.Columns.Count];
        var start = 0;
        for (var column = 0; column < gaps.Length; column++)
        {
            var (missing, unseen, width) = (0L, 0L, info.Columns[column].Width);
            for (var row = start; row < features.Length; row += info.FeatureCount)
            {
                var own = features.Slice(row, width);
                var isMissing = float.IsNaN(own[0]);
                missing += isMissing ? 1 : 0;
                unseen += !isMissing && info.Columns[column].Categories is not null && !own.Contains(1f) ? 1 : 0;
            }

            gaps[column] = new(info.Columns[column], missing, unseen);
            start += width;
        }

        return gaps;
    }

    public ColumnGaps Plus(ColumnGaps other) => this with { Missing = Missing + other.Missing, New = New + other.New };
}
