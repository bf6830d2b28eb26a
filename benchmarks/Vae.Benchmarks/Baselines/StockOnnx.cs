using Microsoft.ML;
using Microsoft.ML.Transforms.Onnx;
using Vae.Benchmarks.Models;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Benchmarks.Baselines;

/// <summary>ML.NET's own transformer for ONNX files, which calls ONNX Runtime once per row.</summary>
internal static class StockOnnx
{
    public static OnnxScoringEstimator Estimator(MLContext context, BenchmarkModel model) => context.Transforms.ApplyOnnxModel(
        [VaeOutputs.Score.Name, VaeOutputs.PredictedLabel.Name, VaeOutputs.PValue.Name], [TensorNames.Features], model.Path);
}
