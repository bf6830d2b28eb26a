// Usage: Vae.ScoreOnly model.zip data.idv
// Loads a saved pipeline with stock ML.NET, scores the rows of a binary data file and prints one score per line.
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

var context = new MLContext();
var pipeline = context.Model.Load(args[0], out _);
var scored = pipeline.Transform(context.Data.LoadFromBinary(args[1]));
foreach (var score in scored.GetColumn<float>("Score"))
{
    Console.WriteLine(score.ToString("R", CultureInfo.InvariantCulture));
}
