using Microsoft.ML;
using Microsoft.ML.Transforms.Onnx;
using Vae.Benchmarks.Models;
using Vae.MLNet.Contract;

namespace Vae.Benchmarks.Baselines;

/// <summary>ML.NET's own transformer for ONNX files, which calls ONNX Runtime once per row.</summary>
internal static class StockOnnx
{
    public static OnnxScoringEstimator Estimator(MLContext context, BenchmarkModel model) => context.Transforms.ApplyOnnxModel(
        [TensorNames.Score, TensorNames.PredictedLabel, TensorNames.PValue], [TensorNames.Features], model.Path);
}
