using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>
/// Some scored images: place, name, scores (empty where the image could not be read), status and remark. Its arrays are never used again for
/// others.
/// </summary>
/// <param name="set">The images of the run.</param>
/// <param name="first">The index in the set of the first of these.</param>
/// <param name="images">The images, read or not.</param>
/// <param name="pixels">Of those that were read: [images, channels, height, width].</param>
/// <param name="scores">Of those that were read.</param>
internal sealed class ScoredImageRows(VaeImageSet set, int first, VaeImage[] images, float[] pixels, VaeScores scores)
    : ScoredRows(scores, scores.Rows)
{
    public static readonly IReadOnlyList<string> AllColumns =
        [ScoreRun.RowColumn, "File", .. VaeOutputs.Numbers.Select(output => output.Name), nameof(VaeImage.Status), nameof(VaeImage.Remark)];

    public override int Rows => images.Length;

    public override ReadOnlySpan<float> Features => pixels;

    public IReadOnlyList<VaeImage> Images => images;

    /// <summary>The index of an image in the set.</summary>
    public int Index(int row) => first + row;

    /// <summary>The images that were read, each with its place among the scores.</summary>
    public IEnumerable<(string Name, VaeImage Image, int Score)> Readable()
    {
        var score = 0;
        for (var row = 0; row < images.Length; row++)
        {
            if (images[row].IsRead)
            {
                yield return (set.Name(first + row), images[row], score++);
            }
        }
    }

    public override void WriteTo(CellWriter cells)
    {
        var columns = Columns();
        var score = 0;
        for (var row = 0; row < images.Length; row++)
        {
            cells.Add(set.Number(first + row));
            cells.Add(set.Name(first + row));
            if (images[row].IsRead)
            {
                Array.ForEach(columns, write => write(score, cells));
                score++;
            }
            else
            {
                Array.ForEach(columns, _ => cells.AddMissing());
            }

            cells.Add(images[row].Status.ToString());
            cells.Add(images[row].Remark);
            cells.EndRow();
        }
    }
}
