using Microsoft.ML;
using Vae.Training;

namespace Vae.Samples.Tests;

/// <summary>The code of docs/pipelines.md, compiled and run as it stands there.</summary>
internal static class PipelinesSample
{
    public static (IDataView Scored, float Score) Run(IDataView rows, float[] features)
    {
        #region pipelines
        // The seed of the context is the seed of training, where the options give none; its log says where training stands.
        var mlContext = new MLContext(seed: 7);
        mlContext.Log += (_, entry) => Console.WriteLine(entry.Message);
        var chain = mlContext.Transforms.NormalizeMeanVariance("Load")
            .Append(mlContext.Transforms.Categorical.OneHotEncoding("Kind"))
            .Append(mlContext.Transforms.Concatenate("Features", "Load", "Kind"))
            .Append(mlContext.AnomalyDetection.Trainers.Vae());
        var fitted = chain.Fit(rows);

        // Another decision on the same scores, of a fitted model and of one from a zip.
        var strict = mlContext.AnomalyDetection.ChangeFalseAlarmRate(fitted, 0.02);
        mlContext.Model.Save(strict, rows.Schema, "strict.zip");
        var stricter = mlContext.AnomalyDetection.ChangeModelThreshold(mlContext.Model.Load("strict.zip", out var schema), 2.5);
        mlContext.Model.Save(stricter, schema, "stricter.zip");

        // The whole chain as one ONNX file, for programs without ML.NET.
        using (var file = File.Create("chain.onnx"))
        {
            mlContext.Model.ConvertToOnnx(fitted, rows, file);
        }

        // One row in, one result out; and the detector alone from wherever its bytes are.
        var score = fitted.LastTransformer.Model.ScoreRow(features);
        fitted.LastTransformer.Model.Save("model.onnx");
        using var stream = File.OpenRead("model.onnx");
        var detector = mlContext.Transforms.DetectAnomaliesWithVae(stream);

        // One table of which nothing is known: its rows judged by what never saw them, and the model as a by-product.
        var detection = VaeTraining.FitAndScore(VaeTrainingData.FromDataView(rows, columnNames: ["Load", "Kind"]));
        detection.Trained.Save("detected.onnx");
        #endregion
        return (detector.Fit(fitted.Transform(rows)).Transform(fitted.Transform(rows)), score.Score);
    }
}
