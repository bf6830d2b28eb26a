using Microsoft.ML;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>ML.NET's own list for estimators, on the trainer.</summary>
public sealed class TrainerChecklistTests
{
    private static readonly VaeTrainingOptions Quick = Run.Quick with { Steps = 5 };

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Ml_nets_list_holds_on_a_vector() => EstimatorChecks.Run(
        _context, _context.AnomalyDetection.Trainers.Vae(options: Quick), FeatureRow.View(_context, Samples.PlainRows(60), 5),
        _context.Data.LoadFromEnumerable(new[] { new Other() }), FeatureRow.View(_context, Samples.PlainRows(60)[..240], 4));

    [Fact]
    public void Ml_nets_list_holds_on_columns_by_name()
    {
        var rows = Samples.PlainRows(60).Chunk(5).Select((row, i) => new Named { Load = row[0], Kind = i % 2 == 0 ? "a" : "b" }).ToArray();

        EstimatorChecks.Run(
            _context, _context.AnomalyDetection.Trainers.Vae(columnNames: ["Load", "Kind"], Quick), _context.Data.LoadFromEnumerable(rows),
            _context.Data.LoadFromEnumerable(new[] { new Other() }));
    }

    private sealed class Named
    {
        public float Load { get; set; }

        public string Kind { get; set; } = "";
    }

    private sealed class Other
    {
        public DateTime Load { get; set; }

        public string Features { get; set; } = "";
    }
}
