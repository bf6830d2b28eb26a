using Microsoft.ML;

namespace Vae.Samples.Tests;

/// <summary>The code of the README, compiled and run as it stands there, with the one using that it needs.</summary>
internal static class ReadmeSample
{
    public static IDataView Run()
    {
        #region readme
        var mlContext = new MLContext(seed: 1);
        var data = mlContext.Data.LoadFromTextFile<Reading>("readings.csv", options: new()
        {
            Separators = [','], HasHeader = true, MissingRealsAsNaNs = true,   // else an empty cell is 0, a value like any other
        });

        var trainer = mlContext.AnomalyDetection.Trainers.Vae(columnNames: ["Pressure", "Temperature", "Valve"]);
        var model = trainer.Fit(data);                              // raw numbers and texts, normal rows; no label, no scaling, no one-hot

        var scored = model.Transform(data);                         // Score, PredictedLabel, PValue, ReconstructionError, KlDivergence, ...
        mlContext.Model.Save(model, data.Schema, "model.zip");      // loads with stock mlContext.Model.Load, no registration call
        model.Model.Save("model.onnx");                             // the same detector for Python, Java, JavaScript, ...

        // elsewhere, without TorchSharp: columns are found by their names
        var detector = mlContext.Transforms.DetectAnomaliesWithVae("model.onnx");
        #endregion
        return detector.Fit(data).Transform(mlContext.Transforms.SelectColumns("Valve", "Temperature", "Pressure").Fit(data).Transform(data));
    }
}
