using Vae.MLNet;
using Vae.Training.Learning;
using Vae.Training.Native;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// What there is of a table before anything learns: folds, marks, scaling, first weights. Made again from rows, options and seed wherever a member is
/// trained; its tensors belong to the dispose scope of the caller.
/// </summary>
internal sealed class TablePreparation : IDisposable
{
    private readonly TorchDevice _device;

    public TablePreparation(VaeTrainingData data, VaeTrainingOptions options, LearningPlan plan)
    {
        _device = TorchDevice.Of(options.Device, options.Threads, TableEnsemble.IsLarge(data.FeatureCount, options.HiddenUnits));
        Generator = new Generator((ulong)options.SeedOrDefault, _device.Device);
        CpuGenerator = new Generator((ulong)options.SeedOrDefault);
        Folds = Folds.Deal(data.Rows, plan.Members, CpuGenerator, data.GroupIndexes);
        Categories = FeaturesOf(data.Columns, column => column.Categories is not null);
        Dates = FeaturesOf(data.Columns, column => column.IsDate);
        Offsets = [.. data.Columns.SelectMany(column => Enumerable.Repeat(column.Offset, column.Width))];
        Wild = WildValues.Find(data.Values, data.FeatureCount, [.. Categories, .. Dates], Offsets);
        Marks = [.. Wild.Marks.Concat(MissingMark.Declared(data.Columns)).Distinct()];
        Values = new MissingMarks(Marks).Apply(data.Values, data.FeatureCount);
        Ranges = SeenRanges.Fit(Values, data.FeatureCount, Folds.Seen, Categories, Wild.Fences);
        Scaler = TableScaler.Fit(Values, data.FeatureCount, Wild.Fences, Categories);
        Novelty = NoveltyCounter.Fit(Values, data.FeatureCount, Folds.Seen, Categories, onlyMissing: Scaler.HasCommonUnit);
        View = FixedFeatures.ViewOf(Novelty, Scaler, _device.Device);
        Features = tensor(Values, [data.Rows, data.FeatureCount]).to(_device.Device);
        Inputs = Scaler.Apply(Features);
        var width = Scaler.Varying.Length;
        var latent = options.LatentDimension ?? Math.Clamp(width, 2, 64);
        var hidden = WideTable.HiddenUnits(width, plan.Members, options.HiddenUnits);
        var steps = options.Steps ?? WideTable.Steps(width, plan.Steps);
        Plan = plan with { Steps = steps, TimeLimit = WideTable.TimeForSteps(width, plan.TimeLimit) };
        WideRemarks = [.. WideTable.Remarks(width, data.Rows, hidden, options.HiddenUnits, (steps, plan.Steps), Scaler.HasCommonUnit)];
        Ensemble = new TableEnsemble(plan.Members, width, hidden, latent, CpuGenerator, _device.Device);
    }

    /// <summary>How the ensemble learns, given how many inputs there are.</summary>
    public LearningPlan Plan { get; }

    /// <summary>What is done differently because the table is wide, for people.</summary>
    public IReadOnlyList<string> WideRemarks { get; }

    /// <summary>Draws what learning needs, on the device.</summary>
    public Generator Generator { get; }

    /// <summary>Draws all else.</summary>
    public Generator CpuGenerator { get; }

    /// <summary>Who never sees what.</summary>
    public Folds Folds { get; }

    /// <summary>The features of each column of categories.</summary>
    public Range[] Categories { get; }

    /// <summary>The features of each column of dates.</summary>
    public Range[] Dates { get; }

    /// <summary>The offset of each feature [features].</summary>
    public double[] Offsets { get; }

    /// <summary>Values far outside their others.</summary>
    public WildValues Wild { get; }

    /// <summary>Values that mark a missing one.</summary>
    public MissingMark[] Marks { get; }

    /// <summary>The rows without these marks [rows · features].</summary>
    public float[] Values { get; }

    /// <summary>The novelties of rows.</summary>
    public NoveltyCounter Novelty { get; }

    /// <summary>Where the values lie that each member sees.</summary>
    public SeenRanges Ranges { get; }

    /// <summary>Puts the features on one scale.</summary>
    public TableScaler Scaler { get; }

    /// <summary>What each member sees of scaled rows.</summary>
    public IMemberView View { get; }

    /// <summary>The rows as the user has them [rows, features].</summary>
    public Tensor Features { get; }

    /// <summary>The same scaled [rows, inputs].</summary>
    public Tensor Inputs { get; }

    /// <summary>The networks with their first weights.</summary>
    public TableEnsemble Ensemble { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        CpuGenerator.Dispose();
        Generator.Dispose();
        _device.Dispose();
    }

    /// <summary>The features of each column of some kind.</summary>
    private static Range[] FeaturesOf(IReadOnlyList<VaeColumn> columns, Func<VaeColumn, bool> isOfKind)
    {
        var start = 0;
        var features = new List<Range>();
        foreach (var column in columns)
        {
            if (isOfKind(column))
            {
                features.Add(start..(start + column.Width));
            }

            start += column.Width;
        }

        return [.. features];
    }
}
