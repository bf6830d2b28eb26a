using Vae.MLNet;
using Vae.Service.Hosting;

namespace Vae.Service.Models;

/// <summary>
/// Keeps the models as the files of the folder are. It looks at intervals instead of waiting for the system's notices, which network folders and
/// mounted volumes do not give. A file that cannot be loaded changes nothing but what health says.
/// </summary>
internal sealed partial class ModelFolder(
    ServiceOptions options, ModelRegistry registry, ServiceMeter meter, TimeProvider time, ILogger<ModelFolder> log) : BackgroundService
{
    /// <summary>How the decoder that stands beside a model ends; it is no detector.</summary>
    private static readonly string DecoderEnd = VaeModelFile.DecoderPath("x.onnx")[1..];

    /// <summary>Loads what is there before the first request comes.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Loads new and changed files, and takes away those that are gone.</summary>
    public void Look()
    {
        var paths = Directory.GetFiles(options.Models, "*.onnx").Where(path => !path.EndsWith(DecoderEnd, StringComparison.Ordinal))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);
        foreach (var gone in registry.Places.Where(place => !paths.ContainsKey(place.Name)))
        {
            registry.Remove(gone.Name);
            LogGone(gone.Name);
        }

        foreach (var (name, path) in paths)
        {
            // The stamp is taken first: a file that changes while it is read is read again the next time.
            if (FileStamp.Of(path) is { } stamp && registry.Find(name)?.Stamp != stamp)
            {
                registry.Put(Load(name, path, stamp));
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.ReloadEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // On a thread of its own: to load a model takes a tenth of a second, in which the few threads of the pool have requests to answer.
                await Task.Factory.StartNew(Look, stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogUnreadable(exception.Message);
            }
        }
    }

    private ModelPlace Load(string name, string path, FileStamp stamp)
    {
        try
        {
            var model = VaeModel.Load(path);
            LogLoaded(name, model.Info.Digest);
            return new(name, stamp, new ServedModel(name, model, options.MicroBatch, meter, time), time.GetUtcNow(), null);
        }
        catch (Exception exception)
        {
            // Whatever a file does to whoever loads it, the service goes on with what it has.
            var before = registry.Find(name);
            LogRefused(name, before?.Served is null ? "no model of this name is served" : "the model from before is kept", exception.Message);
            return new(name, stamp, before?.Served, before?.Loaded, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Model '{Name}' is loaded, digest {Digest}.")]
    private partial void LogLoaded(string name, string? digest);

    [LoggerMessage(LogLevel.Information, "Model '{Name}' is gone.")]
    private partial void LogGone(string name);

    [LoggerMessage(LogLevel.Error, "Model '{Name}' is not loaded, {consequence}: {Flaw}")]
    private partial void LogRefused(string name, string consequence, string flaw);

    [LoggerMessage(LogLevel.Error, "The folder of models cannot be read: {Flaw}")]
    private partial void LogUnreadable(string flaw);
}
