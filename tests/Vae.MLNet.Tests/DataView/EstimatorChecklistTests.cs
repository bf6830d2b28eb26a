using Microsoft.ML;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.DataView;

/// <summary>ML.NET's own list for estimators, on those that apply a model file.</summary>
public sealed class EstimatorChecklistTests : IDisposable
{
    private static readonly TinyModel Tiny = new();

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public EstimatorChecklistTests()
    {
        _path = _folder.File("tiny.onnx");
        File.WriteAllBytes(_path, Tiny.Bytes());
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("detect")]
    [InlineData("encode")]
    [InlineData("reconstruct")]
    public void Ml_nets_list_holds_on_a_vector(string what) => EstimatorChecks.Run(
        _context, Estimator(what, "Features"), Table.View(_context, Tiny.Rows(50)), _context.Data.LoadFromEnumerable(new[] { new Other() }));

    [Theory]
    [InlineData("detect")]
    [InlineData("encode")]
    [InlineData("reconstruct")]
    public void Ml_nets_list_holds_on_columns_by_name(string what)
    {
        var rows = Tiny.Rows(50).Chunk(4).Select(row => new Named { f0 = row[0], f1 = row[1], f2 = row[2], f3 = row[3] }).ToArray();

        EstimatorChecks.Run(
            _context, Estimator(what, null), _context.Data.LoadFromEnumerable(rows), _context.Data.LoadFromEnumerable(new[] { new Other() }));
    }

    private VaeAnomalyEstimator Estimator(string what, string? column) => what switch
    {
        "encode" => _context.Transforms.EncodeWithVae(_path, column),
        "reconstruct" => _context.Transforms.ReconstructWithVae(_path, column),
        _ => _context.Transforms.DetectAnomaliesWithVae(_path, column),
    };

    private sealed class Named
    {
        public float f0 { get; set; }

        public float f1 { get; set; }

        public float f2 { get; set; }

        public float f3 { get; set; }
    }

    private sealed class Other
    {
        public string Features { get; set; } = "";

        public string f0 { get; set; } = "";
    }
}
