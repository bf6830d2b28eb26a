using Microsoft.ML;
using Vae.MLNet;

namespace Vae.Samples.Tests;

/// <summary>The code of docs/reasons.md, compiled and run as it stands there.</summary>
internal static class ReasonsSample
{
    public static float[] Run(MLContext mlContext, float[] rows)
    {
        #region reasons
        // The detector of a pipeline that was saved, wherever it stands in it.
        var loaded = mlContext.Model.Load("model.zip", out _);
        using var detector = loaded as VaeAnomalyTransformer ?? ((IEnumerable<ITransformer>)loaded).OfType<VaeAnomalyTransformer>().Single();
        var model = detector.Model;

        foreach (var explanation in model.Explain(rows, top: 3))        // [rows, features], as VaeFeatureEncoder makes them of cells
        {
            Console.WriteLine($"{explanation.Score:0.0} {explanation}"); // 4.1 Temperature 91 (expected 76 to 80.4): 83 %
        }

        Console.WriteLine(model.WhatWouldBeNormal(rows.AsSpan(0, model.Info.FeatureCount)));
        float[] filled = model.FillMissing(rows);                       // gaps as the model expects them, the rest as it is
        var latents = model.Encode(rows);                               // features for other models: [rows, latent dimensions]
        foreach (var column in model.Sensitivity(filled))
        {
            Console.WriteLine($"{column.Column}: a rise by {column.Rise} is flagged in half of the normal rows");
        }
        #endregion
        return latents.Length == rows.Length / model.Info.FeatureCount * model.Info.LatentDimension
            ? filled
            : throw new InvalidOperationException("Every row must have its latents.");
    }
}
