using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.TestModels;
using Vae.MLNet.Tests.DataView;

namespace Vae.MLNet.Tests;

public sealed class SaveAndLoadTests : IDisposable
{
    private static readonly TinyModel Tiny = new();

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly float[] _features = Tiny.Rows(2000);
    private readonly string _zip;
    private readonly string _onnx;

    public SaveAndLoadTests()
    {
        (_zip, _onnx) = (_folder.File("model.zip"), _folder.File("model.onnx"));
        File.WriteAllBytes(_onnx, Tiny.Bytes());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_transformer_gives_the_same_bits_and_keeps_columns_and_options()
    {
        var view = Table.View(_context, _features);
        var options = new VaeScoringOptions
        {
            OutputColumnPrefix = "Pump",
            Model = new() { Device = VaeDevice.Cpu, FalseAlarmRate = 0.05, Threads = 2, BatchSize = 33, GpuDeviceId = 1 },
        };
        using var saved = _context.Transforms.DetectAnomaliesWithVae(_onnx, options).Fit(view);

        _context.Model.Save(saved, view.Schema, _zip);
        using var loaded = (VaeAnomalyTransformer)new MLContext().Model.Load(_zip, out var schema);

        Assert.Equal(view.Schema.Select(column => column.Name), schema.Select(column => column.Name));
        Assert.Equal(options.Model, loaded.Model.Native.Options);
        Assert.Equal(("Features", "Pump", -Math.Log10(0.05)), (loaded.InputColumnName, loaded.OutputColumnPrefix, loaded.Model.Threshold));
        Assert.Equal(saved.Transform(view).GetColumn<float>("PumpScore"), loaded.Transform(view).GetColumn<float>("PumpScore"));
        Assert.Equal(saved.Transform(view).GetColumn<bool>("PumpPredictedLabel"), loaded.Transform(view).GetColumn<bool>("PumpPredictedLabel"));
    }

    [Fact]
    public void The_zip_holds_the_exact_bytes_of_the_onnx_file()
    {
        var view = Table.View(_context, _features);
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(_onnx).Fit(view);
        _context.Model.Save(transformer, view.Schema, _zip);

        using var zip = ZipFile.OpenRead(_zip);
        using var entry = zip.Entries.Single(entry => entry.Name == "model.onnx").Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);

        Assert.Equal(Tiny.Bytes(), bytes.ToArray());
    }

    [Fact]
    public void A_zip_with_a_broken_model_is_refused_by_the_files_name()
    {
        var view = Table.View(_context, _features);
        using (var transformer = _context.Transforms.DetectAnomaliesWithVae(_onnx).Fit(view))
        {
            _context.Model.Save(transformer, view.Schema, _zip);
        }

        using (var zip = ZipFile.Open(_zip, ZipArchiveMode.Update))
        {
            var entry = zip.Entries.Single(entry => entry.Name == "model.onnx");
            var name = entry.FullName;
            entry.Delete();
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(Tiny.Bytes(model => model.Graph.Output.RemoveAt(0)));
        }

        var error = Assert.ThrowsAny<Exception>(() => _context.Model.Load(_zip, out _));
        Assert.Contains($"Model '{_onnx}': graph output 'Score' must be float [rows]; got none (missing).", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fresh_process_without_any_registration_gives_the_same_bits()
    {
        var view = Table.View(_context, _features);
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(_onnx).Fit(view);

        Assert.Equal(transformer.Transform(view).GetColumn<float>("Score"), ScoreInAnotherProcess(transformer, view));
    }

    [Fact]
    public void A_fresh_process_gives_the_same_bits_inside_a_chain()
    {
        var view = Table.View(_context, _features);
        var chain = _context.Transforms.NormalizeMeanVariance("Features")
            .Append(_context.Transforms.DetectAnomaliesWithVae(_onnx))
            .Append(_context.Transforms.CopyColumns("Anomaly", "Score"))
            .Append(_context.Transforms.SelectColumns("Number", "Score", "Anomaly", "PredictedLabel"))
            .Fit(view);
        var expected = chain.Transform(view).GetColumn<float>("Score").ToArray();

        Assert.Equal(expected, ScoreInAnotherProcess(chain, view));
        Assert.NotEqual(expected[0], Tiny.Score(_features.AsSpan(0, 4)));
    }

    [Fact]
    public void A_filter_after_the_detector_survives_the_zip_in_another_process()
    {
        var view = Table.View(_context, _features);
        var detector = _context.Transforms.NormalizeMinMax("Features").Append(_context.Transforms.DetectAnomaliesWithVae(_onnx)).Fit(view);
        var filtered = _context.Data.FilterRowsByColumn(detector.Transform(view), "Score", lowerBound: 0.5);
        var expected = filtered.GetColumn<float>("Score").ToArray();
        Assert.InRange(expected.Length, 100, 1900);

        using var loaded = (IDisposable)Load(detector, view);
        Assert.Equal(expected, _context.Data.FilterRowsByColumn(((ITransformer)loaded).Transform(view), "Score", lowerBound: 0.5).GetColumn<float>("Score"));
        Assert.Equal(expected, ScoreInAnotherProcess(detector, view).Where(score => score >= 0.5));
    }

    private ITransformer Load(ITransformer pipeline, IDataView view)
    {
        _context.Model.Save(pipeline, view.Schema, _zip);
        return new MLContext().Model.Load(_zip, out _);
    }

    private float[] ScoreInAnotherProcess(ITransformer pipeline, IDataView view)
    {
        var data = _folder.File("rows.idv");
        _context.Model.Save(pipeline, view.Schema, _zip);
        using (var stream = File.Create(data))
        {
            _context.Data.SaveAsBinary(view, stream);
        }

        var program = typeof(SaveAndLoadTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == "ScoreOnly").Value!;
        var start = new ProcessStartInfo("dotnet", [program, _zip, data]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();

        Assert.Equal("", errors.GetAwaiter().GetResult());
        Assert.Equal(0, process.ExitCode);
        return [.. lines.Select(line => float.Parse(line, CultureInfo.InvariantCulture))];
    }
}
