using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Benchmarks.Models;
using Vae.MLNet;

namespace Vae.Benchmarks.Soak;

/// <summary>
/// A model, rows, and what it says of them in the beginning: alone in the process, in a batch and row by row. Each kind of work scores as a program
/// would, and says how many scores came out otherwise than then.
/// </summary>
internal sealed class SoakModel : IDisposable
{
    private const int Rows = 512;
    private const int FewRows = 8;
    private const int CallsOfAnEngine = 20;

    private static readonly VaeModelOptions OnCpu = new() { Device = MLNet.VaeDevice.Cpu };

    private readonly MLContext _context = new(seed: 1);
    private readonly byte[] _bytes;
    private readonly float[] _values;
    private readonly Row[] _rows;
    private readonly IDataView _view;
    private readonly SchemaDefinition _schema;
    private readonly VaeModel _model;
    private readonly VaeAnomalyTransformer _transformer;
    private readonly float[] _inBatch;
    private readonly float[] _few;
    private readonly float[] _oneByOne;

    public SoakModel(BenchmarkModel model)
    {
        _bytes = File.ReadAllBytes(model.Path);
        _values = RandomRows.Values(Rows, model.Features);
        _rows = [.. _values.Chunk(model.Features).Select(features => new Row { Features = features })];
        _view = RandomRows.View(_context, _values, model.Features);
        _schema = SchemaDefinition.Create(typeof(Row));
        _schema[nameof(Row.Features)].ColumnType = _view.Schema[nameof(Row.Features)].Type;
        _model = VaeModel.Load(model.Path, OnCpu);
        _transformer = _context.Transforms.DetectAnomaliesWithVae(_model, new VaeScoringOptions()).Fit(_view);
        _inBatch = _model.Score(_values).Score;
        _few = _model.Score(_values.AsSpan(0, FewRows * model.Features)).Score;
        _oneByOne = [.. _rows.Select(row => _model.Score(row.Features).Score[0])];
    }

    private int Features => _values.Length / Rows;

    /// <summary>All rows in one call.</summary>
    public long Batch() => Wrong(_inBatch, _model.Score(_values).Score);

    /// <summary>All rows through a pipeline.</summary>
    public long Pipeline() => Wrong(_inBatch, [.. _transformer.Transform(_view).GetColumn<float>("Score")]);

    /// <summary>A model of one's own, used and given up.</summary>
    public long LoadAndDispose()
    {
        using var model = VaeModel.Load(_bytes, "soak.onnx", OnCpu);
        return Wrong(_few, model.Score(_values.AsSpan(0, FewRows * Features)).Score);
    }

    /// <summary>A prediction engine of one's own, used and given up.</summary>
    public long EngineAndDispose(int first)
    {
        using var engine = Engine();
        var verdict = new Verdict();
        var wrong = 0L;
        for (var call = first; call < first + CallsOfAnEngine; call++)
        {
            wrong += Predict(engine, call, ref verdict);
        }

        return wrong;
    }

    /// <summary>An engine for one thread, with a context of its own: ML.NET's keeps three weak references to every engine it ever made.</summary>
    public PredictionEngine<Row, Verdict> Engine() => new MLContext(seed: 1).Model.CreatePredictionEngine<Row, Verdict>(
        _transformer, new PredictionEngineOptions { InputSchemaDefinition = _schema, OwnsTransformer = false });

    /// <summary>One row through an engine.</summary>
    public long Predict(PredictionEngine<Row, Verdict> engine, int call, ref Verdict verdict)
    {
        engine.Predict(_rows[call % Rows], ref verdict);
        return verdict.Score.Equals(_oneByOne[call % Rows]) ? 0 : 1;
    }

    public void Dispose()
    {
        _transformer.Dispose();
        _model.Dispose();
    }

    private static long Wrong(float[] expected, float[] got) =>
        got.Length == expected.Length ? expected.Where((score, row) => !score.Equals(got[row])).Count() : expected.Length;
}
