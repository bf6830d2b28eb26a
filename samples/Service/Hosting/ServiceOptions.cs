namespace Vae.Service.Hosting;

/// <summary>The settings of the section <c>Service</c>, from command line, environment (<c>Service__Models</c>) or appsettings.json.</summary>
public sealed record ServiceOptions
{
    /// <summary>The folder with the model files, each served under its name without <c>.onnx</c>. Required.</summary>
    public string Models { get; init; } = "";

    /// <summary>What clients must send as header <c>X-Api-Key</c>. Default null: nothing.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Most bytes of a body. Default 32 MiB: a table of a few hundred thousand rows.</summary>
    public long MaxBodyBytes { get; init; } = 32 << 20;

    /// <summary>Most rows of a table, whose answer is held in memory. Default 500,000.</summary>
    public int MaxRows { get; init; } = 500_000;

    /// <summary>How long a request may take, its body included. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the folder is looked at for changed files. Default 1 second.</summary>
    public TimeSpan ReloadEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Tables and images that are scored at the same time; others wait. Default 0: one per processor.</summary>
    public int BatchesAtOnce { get; init; }

    /// <summary>How single rows of several requests are scored together.</summary>
    public MicroBatchOptions MicroBatch { get; init; } = new();

    internal static ServiceOptions Read(IConfiguration configuration)
    {
        ServiceOptions options;
        try
        {
            options = configuration.GetSection("Service").Get<ServiceOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
        }
        catch (InvalidOperationException exception)
        {
            throw new ServiceOptionException(
                $"Settings of 'Service' must be those of README.md. {exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }

        options.Validate();
        return options;
    }

    private void Validate()
    {
        Require(Models.Length > 0, nameof(Models), "must name the folder with the model files", "nothing", "Start with --models FOLDER.");
        Require(Directory.Exists(Models), nameof(Models), "must be a folder that exists", $"'{Models}'", "Make it, or check the spelling.");
        Require(
            ApiKey is null or { Length: >= 16 }, nameof(ApiKey), "must have at least 16 characters", $"{ApiKey?.Length}", "Make it long and random.");
        Require(MaxBodyBytes > 0, nameof(MaxBodyBytes), "must be at least 1", MaxBodyBytes);
        Require(MaxRows > 0, nameof(MaxRows), "must be at least 1", MaxRows);
        Require(Timeout > TimeSpan.Zero, nameof(Timeout), "must be above zero", Timeout);
        Require(ReloadEvery > TimeSpan.Zero, nameof(ReloadEvery), "must be above zero", ReloadEvery);
        Require(BatchesAtOnce >= 0, nameof(BatchesAtOnce), "must be 0 or more", BatchesAtOnce);
        Require(MicroBatch.MaxRows >= 1, "MicroBatch:MaxRows", "must be at least 1, which switches micro-batching off", MicroBatch.MaxRows);
        Require(MicroBatch.MaxDelay >= TimeSpan.Zero, "MicroBatch:MaxDelay", "must be 0 or more", MicroBatch.MaxDelay);
        Require(MicroBatch.Capacity >= MicroBatch.MaxRows, "MicroBatch:Capacity", "must be at least MicroBatch:MaxRows", MicroBatch.Capacity);
        Require(MicroBatch.Workers >= 0, "MicroBatch:Workers", "must be 0 or more", MicroBatch.Workers);
    }

    private static void Require(bool holds, string name, string rule, object got, string advice = "")
    {
        if (!holds)
        {
            throw new ServiceOptionException(FormattableString.Invariant($"Setting 'Service:{name}' {rule}; got {got}. {advice}").TrimEnd());
        }
    }
}
