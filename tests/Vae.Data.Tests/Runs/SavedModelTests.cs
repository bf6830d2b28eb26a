using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

/// <summary>Every answer is the same from the detector of a pipeline that ML.NET saved and loaded.</summary>
public sealed class SavedModelTests : IDisposable
{
    private const int Side = 16;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tables()
    {
        var data = _folder.Write("t.csv", "a,b,c\n1,2,0\n3,4,9\n5,,1\n2,8,\n");
        using var model = new TinyModel { FillsGaps = true, Features = 3, Columns = [new("a"), new("b"), new("c")] }.Load();
        AssertSame(model, data, (one, folder) =>
        {
            using (var lines = new CsvSink(Path.Combine(folder, "filled.csv")))
            {
                ReconstructRun.Run(one, data, lines, new() { KeepObserved = true });
            }

            File.WriteAllLines(Path.Combine(folder, "columns.txt"), SensitivityRun.Run(one, data).Select(column => column.ToString()));
        });
    }

    [Fact]
    public void Images()
    {
        var pixels = Enumerable.Range(0, 3 * Side * Side).Select(place => (byte)(place % 91)).ToArray();
        File.WriteAllBytes(_folder["images.idx3-ubyte"], [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, Side, 0, 0, 0, Side, .. pixels]);
        using var model = new TinyModel { Features = Side * Side, InputShape = [1, Side, Side] }.Load();
        AssertSame(model, _folder["images.idx3-ubyte"], (one, folder) => ReconstructRun.Run(one, _folder["images.idx3-ubyte"], folder));
    }

    private void AssertSame(VaeModel model, string data, Action<VaeModel, string> more)
    {
        var context = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, model.Info.InputShape.ToArray());
        var view = context.Data.LoadFromEnumerable([new Row { Features = new float[model.Info.FeatureCount] }], schema);
        using (var transformer = context.Transforms.DetectAnomaliesWithVae(model, new() { InputColumnName = nameof(Row.Features) }).Fit(view))
        {
            context.Model.Save(transformer, view.Schema, _folder["model.zip"]);
        }

        using var loaded = (VaeAnomalyTransformer)context.Model.Load(_folder["model.zip"], out _);
        var (before, after) = (Answers(model, data, "before", more), Answers(loaded.Model, data, "after", more));
        Assert.InRange(before.Count, 3, 20);
        Assert.Equal(before, after);
    }

    private SortedDictionary<string, string> Answers(VaeModel model, string data, string name, Action<VaeModel, string> more)
    {
        var folder = Directory.CreateDirectory(_folder[name]).FullName;
        ExplanationFile.Write(Path.Combine(folder, "reasons.json"), ExplainRun.Run(model, data), model.Info.Modality);
        ReportRun.Run(model, data, Path.Combine(folder, "report.html"));
        using (var lines = new CsvSink(Path.Combine(folder, "latents.csv")))
        {
            EncodeRun.Run(model, data, lines);
        }

        more(model, folder);
        return new(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(folder, path), path => Convert.ToBase64String(File.ReadAllBytes(path))), StringComparer.Ordinal);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
