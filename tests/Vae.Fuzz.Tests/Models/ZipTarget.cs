using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Fuzz.Tests.Campaigns;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Fuzz.Tests.Models;

/// <summary>
/// Pipelines as ML.NET saves them: bytes of the zip, and of our entries in it. The zip and the headers of entries are read by ML.NET and fail as they
/// do; models and decoders must be refused by name, and no pipeline may score otherwise than the one that was saved.
/// </summary>
internal sealed class ZipTarget : IFuzzTarget
{
    private const int Features = 4;
    private const int Rows = 8;
    private const string AllBytes = "bytes of the zip";

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _zip;
    private readonly string[] _entries;
    private readonly float[] _features = [.. new TinyModel().Rows(Rows)];
    private readonly (float[] Scores, bool[] Labels, string[] Columns) _expected;

    public ZipTarget()
    {
        var seed = ModelSeeds.All().First(seed => seed.IsSigned);
        File.WriteAllBytes(_folder.File("model.onnx"), seed.Detector);
        File.WriteAllBytes(VaeModelFile.DecoderPath(_folder.File("model.onnx")), seed.Decoder);
        var context = new MLContext(seed: 1);
        var view = View(context);
        var options = new VaeScoringOptions { Model = new() { Device = VaeDevice.Cpu, Threads = 1, Threshold = 4 } };
        using var transformer = context.Transforms.DetectAnomaliesWithVae(_folder.File("model.onnx"), options).Fit(view);
        context.Model.Save(transformer, view.Schema, _folder.File("model.zip"));
        _zip = File.ReadAllBytes(_folder.File("model.zip"));
        using var zip = new ZipArchive(new MemoryStream(_zip));
        _entries = [.. zip.Entries.Select(entry => entry.FullName)];
        _expected = Score(_zip);
    }

    public (byte[] Bytes, string Story) Make(int number)
    {
        var random = new Random(number);
        var entry = random.Next(3) == 0 ? null : Entry(random);
        return entry is null ? (ByteEdits.Of(random, _zip, _zip), AllBytes) : (Changed(entry, random), entry);
    }

    public Outcome Try(int number)
    {
        var (mutant, entry) = Make(number);
        try
        {
            var (scores, labels, columns) = Score(mutant);
            return scores.SequenceEqual(_expected.Scores) && labels.SequenceEqual(_expected.Labels) && columns.SequenceEqual(_expected.Columns)
                ? new("loads, same answers")
                : Outcome.Bad("silently different", "other scores, labels or columns than those of the saved pipeline");
        }
        catch (Exception exception)
        {
            return VaeModelException.In(exception) is { } flaw ? new($"refused as {flaw.Fault}")
                : !entry.EndsWith(".onnx", StringComparison.Ordinal) ? new("refused by ML.NET")
                : Outcome.Undocumented(exception);
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Entry(Random random)
    {
        var ours = _entries.Single(name => name.EndsWith("model.onnx", StringComparison.Ordinal))[..^"model.onnx".Length];
        var entries = _entries.Where(entry => entry.StartsWith(ours, StringComparison.Ordinal)).ToArray();
        return entries[random.Next(entries.Length)];
    }

    private byte[] Changed(string name, Random random)
    {
        using var stream = new MemoryStream();
        stream.Write(_zip);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.Entries.Single(entry => entry.FullName == name);
            using var content = new MemoryStream();
            using (var old = entry.Open())
            {
                old.CopyTo(content);
            }

            entry.Delete();
            if (random.Next(20) > 0)
            {
                using var changed = zip.CreateEntry(name).Open();
                changed.Write(ByteEdits.Of(random, content.ToArray(), _zip));
            }
        }

        return stream.ToArray();
    }

    private (float[] Scores, bool[] Labels, string[] Columns) Score(byte[] zip)
    {
        var context = new MLContext(seed: 1);
        var pipeline = context.Model.Load(new MemoryStream(zip), out _);
        using var disposable = pipeline as IDisposable;
        var scored = pipeline.Transform(View(context));
        return (
            [.. scored.GetColumn<float>("Score")], [.. scored.GetColumn<bool>("PredictedLabel")],
            [.. scored.Schema.Select(column => column.Name)]);
    }

    private IDataView View(MLContext context)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Features);
        return context.Data.LoadFromEnumerable(_features.Chunk(Features).Select(row => new Row { Features = row }), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
