using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>
/// Some scored images: place, name, scores (empty where the image could not be read), status and remark. Its arrays are never used again for
/// others.
/// </summary>
/// <param name="group">The images, read or not.</param>
/// <param name="scores">Of those that were read.</param>
/// <param name="selection">Which of them are selected; null where nobody asks.</param>
internal sealed class ScoredImageRows(ImageGroup group, VaeScores scores, AnomalySelection? selection)
    : ScoredRows(scores, scores.Rows, selection)
{
    private static readonly VaeOutput[] Numbers = [.. VaeOutputs.Of(VaeModality.Image).Where(output => output.IsNumber)];

    public static readonly IReadOnlyList<string> AllColumns = ColumnsWith();

    public override int Rows => group.Rows;

    public override ReadOnlySpan<float> Features => group.Pixels;

    public ImageGroup Group => group;

    /// <summary>All columns, with more of them behind the numbers.</summary>
    public static IReadOnlyList<string> ColumnsWith(params IEnumerable<string> more) =>
        ResultColumns.OfImages(Numbers.Select(output => output.Name).Concat(more));

    /// <summary>Reads and scores images group by group, some groups ahead; what <paramref name="work"/> makes of each comes in order.</summary>
    public static IEnumerable<T> Run<T>(
        VaeModel model, VaeImageSet set, Func<ScoredImageRows, T> work, CancellationToken cancellation, AnomalySelection? selection = null) =>
        ImageGroup.Run(model, set, group => work(new(group, model.Score(group.Pixels), selection)), cancellation);

    public override void WriteTo(CellWriter cells)
    {
        var columns = Columns(Numbers);
        group.WriteTo(cells, columns.Length, place => Array.ForEach(columns, write => write(place, cells)));
    }
}
