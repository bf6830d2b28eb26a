using Microsoft.ML;
using Vae.MLNet;

namespace Vae.Samples.Tests;

/// <summary>The code of docs/latent.md, compiled and run as it stands there: for a detector of tables, and for one of images.</summary>
internal static class LatentSample
{
    public static (float[] Expected, float[] Filled, float[] Walk, VaeGeneratedRows Made, IDataView More) Run(MLContext mlContext, float[] rows)
    {
        #region latent
        // The detector of a pipeline that was saved. Its decoder came with it.
        using var detector = (VaeAnomalyTransformer)mlContext.Model.Load("model.zip", out _);
        var model = detector.Model;
        var size = model.Info.LatentDimension;

        float[] latents = model.Encode(rows);                   // [rows, size], of rows as model.Score takes them
        float[] expected = model.Reconstruct(rows);             // like rows: each as the model expects it
        float[] filled = model.FillMissing(rows);               // gaps (NaN) as expected, the rest as it is

        using var decoder = model.OpenDecoder();                // from the first row to the second, in ten steps
        float[] walk = decoder.Interpolate(latents.AsSpan(0, size), latents.AsSpan(size, size), steps: 10);

        using var generator = model.OpenGenerator();            // of tables also Where = ["Valve=open"]
        var made = generator.Generate(64, new VaeGenerationOptions { Seed = 1 });
        IDataView more = mlContext.Data.GenerateWithVae(model, 200);        // a vector column Features, to train others on

        if (model.Info.ImageShape is { } shape)
        {
            VaeImageGrid.Save("made.png", made.Features, shape, columns: 8);
            foreach (var region in VaeHotRegion.Find(model.Heatmap(rows.AsSpan(0, shape.Length)), shape))
            {
                Console.WriteLine(region);                      // where the first image is odd
            }
        }
        else
        {
            Console.WriteLine(model.Explain(rows)[0]);          // why the first row is odd
        }
        #endregion
        return (expected, filled, walk, made, more);
    }
}
