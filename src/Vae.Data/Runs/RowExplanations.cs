using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>Why rows of a table are labelled, in words; with the text of an unseen category as it stands in the table.</summary>
/// <param name="model">The detector.</param>
/// <param name="table">The table.</param>
/// <param name="top">Most columns named per row.</param>
internal sealed class RowExplanations(VaeModel model, ITableSource table, int top)
{
    /// <summary>The name of the column.</summary>
    public const string Column = "Explanation";

    /// <summary>The explanations of the labelled rows of a block, by their places there; other rows have none and cost nothing.</summary>
    /// <param name="features">The features of the block [rows, features].</param>
    /// <param name="labels">True for labelled rows [rows].</param>
    public IReadOnlyDictionary<int, VaeExplanation> Of(ReadOnlySpan<float> features, ReadOnlySpan<bool> labels)
    {
        var width = model.Info.FeatureCount;
        var places = new List<int>();
        var rows = new List<float>();
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row])
            {
                places.Add(row);
                rows.AddRange(features.Slice(row * width, width));
            }
        }

        return places.Count == 0
            ? new Dictionary<int, VaeExplanation>()
            : places.Zip(model.Explain(rows.ToArray(), top)).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>True where <see cref="Words"/> looks at the row as it stands in the table.</summary>
    public static bool QuotesCells(VaeExplanation explanation) => explanation.Reasons.Any(IsQuoted);

    /// <summary>An explanation in words.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="cells">The row as it stands in the table; looked at where <see cref="QuotesCells"/> says so.</param>
    public string Words(VaeExplanation explanation, TableRows cells) => Quoted(explanation, cells).ToString();

    /// <summary>An explanation with the texts of unseen categories.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="cells">The row as it stands in the table; looked at where <see cref="QuotesCells"/> says so.</param>
    public VaeExplanation Quoted(VaeExplanation explanation, TableRows cells) => explanation with
    {
        Reasons =
        [
            .. explanation.Reasons.Select(reason => IsQuoted(reason)
                ? reason with { Category = cells.Text(table.IndexOf(reason.Column)!.Value).Trim().ToString() }
                : reason),
        ],
    };

    private static bool IsQuoted(VaeReason reason) => reason.Kind == VaeReasonKind.UnseenCategory;
}
