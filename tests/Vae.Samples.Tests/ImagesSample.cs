using Microsoft.ML;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Samples.Tests;

/// <summary>The code of docs/images.md, compiled and run as it stands there, with few steps of training.</summary>
internal static class ImagesSample
{
    public static IDataView Run(MLContext mlContext, IDataView files)
    {
        #region train
        // Learn from the photographs of good parts.
        var options = new VaeTrainingOptions { FalseAlarmRate = 0.05 };
        var good = VaeImageSet.Open("parts/good");
        var shape = good.SuggestShape();
        var pixels = good.Read(shape).Where(image => image.IsRead).SelectMany(image => image.Pixels).ToArray();
        #endregion
        options = options with { Steps = 20, Members = 2 };
        #region score
        VaeTraining.Train(new VaeTrainingData(pixels, shape), options).Save("model.onnx");

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

        #region pipeline
        var pipeline = mlContext.Transforms.LoadImages("Image", "parts", "Path")
            .Append(mlContext.Transforms.DetectAnomaliesWithVae("model.onnx", inputColumnName: "Image"));
        #endregion
        return pipeline.Fit(files).Transform(files);
    }
}
