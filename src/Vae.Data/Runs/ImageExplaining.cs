using Vae.MLNet;
using Vae.MLNet.Images;

namespace Vae.Data.Runs;

/// <summary>Explains the wanted images of a group.</summary>
internal static class ImageExplaining
{
    public static ExplainedRows Of(VaeModel model, ScoredImageRows rows, WantedRows wanted)
    {
        var (group, scores) = (rows.Group, rows.Scores);
        var places = group.Readable().ToDictionary(image => image.Row, image => image.Place);
        var explained = new List<ExplainedRow>();
        for (var row = 0; row < group.Rows; row++)
        {
            var isRead = places.TryGetValue(row, out var place);
            if (wanted.Contains(group.Number(row), isRead && scores.PredictedLabel[place]))
            {
                explained.Add(isRead ? Read(model, group, row, scores, place) : Unread(group, row));
            }
        }

        return new(group.Rows, group.Rows, explained);
    }

    private static ExplainedRow Read(VaeModel model, ImageGroup group, int row, VaeScores scores, int place)
    {
        var (image, shape) = (group.Images[row], model.Info.ImageShape!);
        var heatmap = model.Heatmap(image.Pixels); // [height, width]
        var (score, pValue, label) = (scores.Score[place], scores.PValue[place], scores.PredictedLabel[place]);
        return new()
        {
            Row = group.Number(row),
            File = group.Name(row),
            Score = score,
            PValue = pValue,
            PredictedLabel = label,
            Hottest = VaeHotRegion.Find(heatmap, shape, most: 1) is [var region] ? region : null,
            Image = SmallerPicture.Of(
                new(group.Name(row), shape, image.Pixels, heatmap, score, pValue, label, model.Threshold), SmallerPicture.LongestSideAmongOthers),
            Status = image.Status,
            Remark = image.Remark,
        };
    }

    private static ExplainedRow Unread(ImageGroup group, int row) => new()
    {
        Row = group.Number(row),
        File = group.Name(row),
        Score = float.NaN,
        PValue = float.NaN,
        PredictedLabel = false,
        Status = group.Images[row].Status,
        Remark = group.Images[row].Remark,
    };
}
