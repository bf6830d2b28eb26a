using Vae.MLNet;
using Vae.Training;

namespace Vae.Benchmarks.Models;

/// <summary>A temporary folder with the models that speed is measured on, and with whatever files a measurement needs. Dispose it to remove them.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    /// <summary>Enough for the banks and calibration tables of full size; the weights do not matter for speed.</summary>
    private const int TrainingRows = 10_000;

    private const int TrainingImages = 200;

    private static readonly VaeImageShape ImageShape = new(1, 28, 28);

    private readonly string _path = Directory.CreateTempSubdirectory("vae-benchmarks-").FullName;
    private readonly Dictionary<string, BenchmarkModel> _models = [];

    public BenchmarkModel Small => Model("30-64-32-8", 30, () => new PlainVae(30, 64, 32, 8).Write());

    public BenchmarkModel Large => Model("784-512-256-32", 784, () => new PlainVae(784, 512, 256, 32).Write());

    /// <summary>The default ensemble for 30 features, trained for a few steps.</summary>
    public BenchmarkModel Default => Model("default", 30, () =>
    {
        var data = new VaeTrainingData(RandomRows.Values(TrainingRows, 30), RandomRows.Columns(30));
        var trained = VaeTraining.Train(data, new VaeTrainingOptions { Steps = 100, Device = MLNet.VaeDevice.Cpu });
        var path = File("trained.onnx");
        trained.Save(path);
        return System.IO.File.ReadAllBytes(path);
    });

    /// <summary>The default ensemble for grey images of 28 x 28, trained for a few steps.</summary>
    public BenchmarkModel Images => Model("images of 28 x 28", ImageShape.Length, () =>
    {
        var data = new VaeTrainingData([.. RandomRows.Values(TrainingImages, ImageShape.Length).Select(value => Math.Clamp(128 + (value * 20), 0, 255))], ImageShape);
        var trained = VaeTraining.Train(data, new VaeTrainingOptions { Steps = 10, Device = MLNet.VaeDevice.Cpu });
        var path = File("trained-images.onnx");
        trained.Save(path);
        return System.IO.File.ReadAllBytes(path);
    });

    public string File(string name) => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private BenchmarkModel Model(string name, int features, Func<byte[]> write)
    {
        if (!_models.TryGetValue(name, out var model))
        {
            model = new(name, File($"{name}.onnx"), features);
            System.IO.File.WriteAllBytes(model.Path, write());
            _models.Add(name, model);
        }

        return model;
    }
}

/// <summary>A model file to measure on.</summary>
internal sealed record BenchmarkModel(string Name, string Path, int Features);
