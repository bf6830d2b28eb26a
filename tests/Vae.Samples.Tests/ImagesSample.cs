using Microsoft.ML;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Samples.Tests;

/// <summary>The code of docs/images.md, compiled and run as it stands there, with few steps of training.</summary>
internal static class ImagesSample
{
    public static IDataView Run(MLContext mlContext, string[] paths)
    {
        #region train
        // Learn from the photographs of good parts.
        var options = new VaeTrainingOptions { FalseAlarmRate = 0.05 };
        var good = VaeImageSet.Open("parts/good");
        var shape = good.SuggestShape(VaeTraining.StandardImageSide);
        var pixels = good.Read(shape).Where(image => image.IsRead).SelectMany(image => image.Pixels).ToArray();
        #endregion
        options = options with { Steps = 20, Members = 2 };
        #region score
        var trained = VaeTraining.Train(new VaeTrainingData(pixels, shape), options);
        foreach (var remark in trained.Remarks)
        {
            Console.WriteLine(remark);   // such as images that come in near-copies: then say which belong together (Groups)
        }

        trained.Save("model.onnx");

        // Score all: several are read at once, they come in order, in bounded memory.
        using var model = VaeModel.Load("model.onnx");
        foreach (var image in VaeImageSet.Open("parts").Read(model.Info.ImageShape!))
        {
            if (!image.IsRead)
            {
                Console.WriteLine($"{image.Source} {image.Status}: {image.Remark}");
                continue;
            }

            var scores = model.Score(image.Pixels);
            Console.WriteLine($"{image.Source} {scores.Score[0]:0.00} {(scores.PredictedLabel[0] ? "ANOMALY" : "normal")}");
        }
        #endregion

        const int side = 20;
        #region tiles
        // Photographs of one size, in tiles of 256 x 256, say.
        var tiling = good.SuggestTiling(tileHeight: side, tileWidth: side);
        using var inTiles = VaeTraining.Train(new VaeTrainingData(good, tiling), options).OpenModel();
        foreach (var photograph in VaeImageSet.Open("parts").Read(inTiles.Info.ImageShape!).Where(photograph => photograph.IsRead))
        {
            var score = inTiles.ScoreRow(photograph.Pixels);
            var heatmap = inTiles.Heatmap(photograph.Pixels);     // [height, width] of the whole photograph
            var places = VaeHotRegion.Find(heatmap, inTiles.Info.ImageShape!);
            Console.WriteLine($"{photograph.Source} {score.Score:0.00}, hottest in {(places.Count > 0 ? places[0] : null)}");
        }
        #endregion

        #region pipeline
        var files = mlContext.Data.LoadFromEnumerable(paths.Select(path => new Photograph { Path = path }));   // below "parts"
        var pipeline = mlContext.Transforms.LoadImages("Image", "parts", "Path")
            .Append(mlContext.Transforms.DetectAnomaliesWithVae("model.onnx", inputColumnName: "Image"));
        var detector = pipeline.Fit(files);
        var scored = detector.Transform(files);                  // Path, Image, Score, PredictedLabel, Heatmap, ...
        mlContext.Model.Save(detector, files.Schema, "images.zip");

        // Or one at a time, as a service does.
        using var engine = mlContext.Model.CreatePredictionEngine<Photograph, PhotographVerdict>(detector);
        var verdict = engine.Predict(new Photograph { Path = paths[0] });
        Console.WriteLine($"{paths[0]} {verdict.Score:0.00} {(verdict.PredictedLabel ? "ANOMALY" : "normal")}");
        #endregion
        return scored;
    }
}

#region rows
public sealed class Photograph
{
    public string Path { get; set; } = "";
}

public sealed class PhotographVerdict
{
    public float Score { get; set; }
    public bool PredictedLabel { get; set; }
    public float[] Heatmap { get; set; } = [];   // [height, width], row after row
}
#endregion
