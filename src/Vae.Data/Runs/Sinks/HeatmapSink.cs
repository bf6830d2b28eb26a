using Vae.Data.Runs;
using Vae.Data.Runs.Sinks;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>
/// A folder of pictures: every flagged image with the heatmap over it, under the image's name, and a contact sheet of the most anomalous; beside them
/// a table of boxes around the hottest parts of every flagged image.
/// </summary>
public sealed class HeatmapSink : IScoreSink
{
    /// <summary>The file name of the sheet.</summary>
    public const string SheetName = "contact-sheet.png";

    /// <summary>The file name of the table of boxes: <c>File,Left,Top,Width,Height,Heat</c>, in pixels of the model's shape.</summary>
    public const string RegionsName = "regions.csv";

    private readonly string _folder;
    private readonly VaeContactSheet _sheet = new();
    private readonly CsvText _regions = new(',');
    private VaeModel? _model;

    /// <summary>Pictures for a folder.</summary>
    /// <param name="folder">Path of the folder; made where there is none.</param>
    public HeatmapSink(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <summary>Pictures written so far, without the sheet.</summary>
    public long Pictures { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="VaeDataException">The model is one of tables.</exception>
    public void Begin(VaeModel model, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model.Info.ImageShape is not null
            ? model
            : throw new VaeDataException(
                $"Heatmaps for '{_folder}' must come from a model of images; got one of {model.Info.FeatureCount} features. Leave them out.");
        Directory.CreateDirectory(_folder);
        _regions.AddNames(["File", "Left", "Top", "Width", "Height", "Heat"]);
    }

    /// <inheritdoc/>
    public IScorePart Prepare(ScoredRows rows) => new Pictured(this, (ScoredImageRows)rows);

    /// <inheritdoc/>
    public void Complete()
    {
        _sheet.Save(Path.Combine(_folder, SheetName));
        AtomicFile.Write(Path.Combine(_folder, RegionsName), _regions.Bytes);
    }

    /// <summary>No file is held open: every picture is whole as soon as it is there.</summary>
    public void Dispose() => _regions.Dispose();

    /// <summary>Draws an image where it is flagged, and keeps it for the sheet where it belongs there.</summary>
    private void Add(string name, VaeImage image, VaeScores scores, int row)
    {
        var (isFlagged, score) = (scores.PredictedLabel[row], scores.Score[row]);
        if (!isFlagged && !_sheet.Takes(score))
        {
            return;
        }

        var heatmap = _model!.Heatmap(image.Pixels); // [height, width]
        var scored = new VaeScoredImage(name, _model.Info.ImageShape!, image.Pixels, heatmap, score, scores.PValue[row], isFlagged, _model.Threshold);
        _sheet.Add(scored);
        if (isFlagged)
        {
            var path = Path.Combine(_folder, name + ".png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            VaeHeatmapPainter.Save(scored, path);
            AddRegions(name, heatmap);
            Pictures++;
        }
    }

    private void AddRegions(string name, float[] heatmap)
    {
        foreach (var region in VaeHotRegion.Find(heatmap, _model!.Info.ImageShape!))
        {
            _regions.Add(name);
            foreach (var side in new[] { region.Left, region.Top, region.Width, region.Height })
            {
                _regions.Add((long)side);
            }

            _regions.Add(region.Heat);
            _regions.EndRow();
        }
    }

    /// <summary>
    /// Whether an image comes on the sheet depends on those before it, so all is drawn in order. Images and their scores stay after preparation.
    /// </summary>
    private sealed class Pictured(HeatmapSink sink, ScoredImageRows rows) : IScorePart
    {
        public void Write()
        {
            foreach (var (row, place) in rows.Group.Readable())
            {
                sink.Add(rows.Group.Name(row), rows.Group.Images[row], rows.Scores, place);
            }
        }

        public void Dispose()
        {
        }
    }
}
