using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Samples.Tests;

/// <summary>The code of the README, compiled and run as it stands there.</summary>
internal static class ReadmeSample
{
    public static IDataView Run()
    {
        #region readme
        var mlContext = new MLContext(seed: 1);
        var data = mlContext.Data.LoadFromTextFile<Reading>("readings.csv", separatorChar: ',', hasHeader: true);

        var pipeline = mlContext.Transforms.Concatenate("Features", "Pressure", "Temperature", "Flow")
            .Append(mlContext.AnomalyDetection.Trainers.Vae());     // raw values: scaling and gaps are handled inside
        var model = pipeline.Fit(data);                             // trains on normal rows; no label

        var scored = model.Transform(data);                         // Score, PredictedLabel, PValue, ReconstructionError, KlDivergence, ...
        mlContext.Model.Save(model, data.Schema, "model.zip");      // loads with stock mlContext.Model.Load, no registration call
        model.LastTransformer.Model.Save("model.onnx");             // the same detector for Python, Java, JavaScript, ...

        // elsewhere, without TorchSharp:
        var detector = mlContext.Transforms.DetectAnomaliesWithVae("model.onnx");
        #endregion
        return detector.Fit(scored).Transform(mlContext.Transforms.SelectColumns("Features").Fit(scored).Transform(scored));
    }

    internal sealed class Reading
    {
        [LoadColumn(0)]
        public float Pressure { get; set; }

        [LoadColumn(1)]
        public float Temperature { get; set; }

        [LoadColumn(2)]
        public float Flow { get; set; }
    }
}
