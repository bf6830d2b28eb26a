using System.CommandLine;
using Vae.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary>
/// What decides over a model: the data, the rows of them that train, and the options that shape it. The same for a run, its members and what is
/// assembled of them.
/// </summary>
internal sealed class TrainingChoice
{
    private readonly Argument<string> _data =
        Symbols.Data("The rows to learn from. Numbers are taken as they are; text columns become one feature per category.");

    private readonly TrainingRows _rows = new();
    private readonly BadRowChoice _badRows = new("leaves them out and counts them");
    private readonly Option<double?> _falseAlarmRate = Symbols.FalseAlarmRate(
        "The share of normal rows that may be flagged; 'vae threshold' changes it later. [default: 0.01, or 0.05 under 500 training rows]");

    private readonly ContaminationChoice _contamination = new(standard: 0);
    private readonly Option<VaeScoreKind?> _score = new("--score")
    {
        Description = "What makes a row anomalous; docs/detection.md compares them. [default: hybrid, or robust with --contamination]",
        HelpName = "hybrid|residual|pure|robust",
        CustomParser = result => Symbols.Choice<VaeScoreKind>(result),
    };

    private readonly Option<VaeAutoencoderKind> _autoencoder = new("--autoencoder")
    {
        Description = "What learns: variational ones, or plain ones to compare with (no KL divergence, no sampling, no 'vae generate'). "
            + "[default: variational]",
        HelpName = "variational|plain",
        CustomParser = result => Symbols.Choice<VaeAutoencoderKind>(result) ?? default,
    };

    private readonly Option<int?> _steps = Symbols.Steps();
    private readonly Option<int> _seed = Symbols.Seed();
    private readonly TableReading _reading = new();
    private readonly ImageChoice _imageChoice = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("train");

    /// <summary>The data.</summary>
    public Argument Argument => _data;

    /// <summary>Those on rows and models.</summary>
    public IReadOnlyList<Option> ShapingOptions =>
        [.. _rows.Options, .. _badRows.Options, _falseAlarmRate, _contamination.Option, _score, _autoencoder, _steps, _seed];

    /// <summary>Those on how data are read and where it is computed.</summary>
    public IReadOnlyList<Option> ReadingOptions => [.. _reading.Options, .. _imageChoice.Options, _device];

    /// <summary>The one that copies bad rows.</summary>
    public Option QuarantineOption => _badRows.QuarantineOption;

    /// <summary>The file that bad rows go to, if any.</summary>
    public string? Quarantine(ParseResult parse) => _badRows.Quarantine(parse);

    /// <summary>What is read.</summary>
    public RunPaths Reads(ParseResult parse) => new RunPaths()
        .Reads(parse.GetValue(_data)!, "the data").Reads(_rows.GroupFile(parse), "--groups").Reads(_imageChoice.Mask(parse), "--mask");

    /// <summary>How to train.</summary>
    public VaeTrainingOptions Of(ParseResult parse) => new()
    {
        FalseAlarmRate = parse.GetValue(_falseAlarmRate),
        Contamination = _contamination.Of(parse),
        Score = parse.GetValue(_score),
        Autoencoder = parse.GetValue(_autoencoder),
        Steps = parse.GetValue(_steps),
        Seed = parse.GetValue(_seed),
        Device = parse.GetValue(_device),
    };

    /// <summary>Reads the rows or images, with their numbers, and says what was found.</summary>
    public (VaeTrainingData Data, long[] Numbers) Read(ParseResult parse, VaeTrainingOptions options, CancellationToken cancellation) =>
        VaeImageSet.IsOne(parse.GetValue(_data)!) ? Images(parse, options, cancellation) : Table(parse, options, cancellation);

    private (VaeTrainingData Data, long[] Numbers) Images(ParseResult parse, VaeTrainingOptions options, CancellationToken cancellation)
    {
        Symbols.RequireNone([.. _rows.Given(parse), .. _badRows.Given(parse), .. _reading.Given(parse)], "a table");
        var images = ImageInput.Read(parse.GetValue(_data)!, _imageChoice, parse, DataOptions(parse, options), cancellation);
        var data = (images.Pixels, images.Tiling) switch
        {
            ({ } pixels, { } tiling) => new VaeTrainingData(pixels, tiling) { Groups = images.Groups },
            (null, { } tiling) => new VaeTrainingData(images.Images, tiling) { Groups = images.Groups },
            ({ } pixels, null) => new VaeTrainingData(pixels, images.Shape) { Groups = images.Groups },
            _ => new VaeTrainingData(images.Images, images.Shape) { Groups = images.Groups },
        };
        return (data, images.Numbers);
    }

    private (VaeTrainingData Data, long[] Numbers) Table(ParseResult parse, VaeTrainingOptions options, CancellationToken cancellation)
    {
        Symbols.RequireNone(_imageChoice.Given(parse), "images");
        var source = TableSources.Open(parse.GetValue(_data)!, _reading.Of(parse));
        var table = TrainingRows.Read(source, DataOptions(parse, options), cancellation);
        return (TrainingRows.DataOf(table), table.RowNumbers);
    }

    private TrainingDataOptions DataOptions(ParseResult parse, VaeTrainingOptions options) =>
        _rows.Of(parse) with { BadRows = _badRows.Of(parse), MemoryBytes = options.MemoryBytes, Seed = parse.GetValue(_seed) };
}
