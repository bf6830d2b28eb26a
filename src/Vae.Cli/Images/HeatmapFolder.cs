using Vae.MLNet;

namespace Vae.Cli.Images;

/// <summary>The folder of <c>--heatmaps</c>: a picture of every flagged image, under the image's name, and a contact sheet of the most anomalous.</summary>
internal sealed class HeatmapFolder
{
    public const string SheetName = "contact-sheet.png";

    private readonly string _folder;
    private readonly VaeModel _model;
    private readonly VaeContactSheet _sheet = new();

    public HeatmapFolder(string folder, VaeModel model)
    {
        (_folder, _model) = (folder, model);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Pictures written, without the sheet.</summary>
    public long Pictures { get; private set; }

    /// <summary>Draws an image where it is flagged, and keeps it for the sheet where it belongs there.</summary>
    public void Add(string name, VaeImage image, VaeScores scores, int row)
    {
        var (isFlagged, score) = (scores.PredictedLabel[row], scores.Score[row]);
        if (!isFlagged && !_sheet.Takes(score))
        {
            return;
        }

        var scored = new VaeScoredImage(name, _model.Info.ImageShape!, image.Pixels, _model.Heatmap(image.Pixels), score, scores.PValue[row], isFlagged, _model.Threshold);
        _sheet.Add(scored);
        if (isFlagged)
        {
            var path = Path.Combine(_folder, name + ".png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            VaeHeatmapPainter.Save(scored, path);
            Pictures++;
        }
    }

    public void SaveSheet() => _sheet.Save(Path.Combine(_folder, SheetName));
}
