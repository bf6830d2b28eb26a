using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Vae.MLNet.DataView;
using Vae.MLNet.Inference;

namespace Vae.MLNet;

/// <summary>
/// Adds a model's outputs to data as columns, each computed only where it is read: those of <see cref="VaeOutputs"/> that were asked for, or all that
/// the model gives.
/// Thread-safe. Saved by <c>mlContext.Model.Save</c> with the model inside.
/// </summary>
public sealed partial class VaeAnomalyTransformer : ISingleFeaturePredictionTransformer<VaeModel>, IDisposable
{
    private readonly IHostEnvironment _environment;
    private readonly IReadOnlyList<VaeOutput> _outputs;
    private readonly HashSet<string> _notes = [];
    private readonly ReopenableModel _source;
    private readonly Lock _gate = new();
    private VaeModel _model;

    /// <summary>Takes over <paramref name="model"/> and disposes it with itself.</summary>
    internal VaeAnomalyTransformer(
        IHostEnvironment environment, VaeModel model, string? inputColumnName, string outputColumnPrefix, IReadOnlyList<VaeOutput> outputs)
    {
        (_environment, _model, InputColumnName, OutputColumnPrefix, _outputs) = (environment, model, inputColumnName, outputColumnPrefix, outputs);
        _source = new ReopenableModel(model.Native.File, model.Native.Options, model.Native);
        using var channel = environment.Start(LoaderSignature);
        var reason = model.Native.Device.IsExpected ? "" : $": {model.DeviceReason}";
        channel.Info(MessageSensitivity.None, $"The detector runs on {model.Device}{reason}.");
    }

    /// <summary>The model that scores. Disposed with the transformer; asked for after that, another one on the same file.</summary>
    public VaeModel Model
    {
        get
        {
            lock (_gate)
            {
                return _model.IsDisposed ? _model = Open() : _model;
            }
        }
    }

    /// <summary>The vector or image column with the features, or null where the model's own columns are read, by their names.</summary>
    public string? InputColumnName { get; }

    /// <summary>Stands before the name of every output column.</summary>
    public string OutputColumnPrefix { get; }

    /// <summary>The outputs that become columns.</summary>
    public IReadOnlyList<VaeOutput> Outputs => _outputs.Count == 0 ? _model.Outputs : _outputs;

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>For ML.NET's own tools that permute or name the slots of one column, such as <c>PermutationFeatureImportance</c>.</summary>
    string ISingleFeaturePredictionTransformer<VaeModel>.FeatureColumnName => InputColumnName ?? throw new InvalidOperationException(
        "Detector must read one vector column, for tools that ask for it; got one that reads the model's own columns by name. "
        + "Train on a vector made with Concatenate, or name an input column.");

    DataViewType ISingleFeaturePredictionTransformer<VaeModel>.FeatureColumnType =>
        new VectorDataViewType(NumberDataViewType.Single, _model.Info.RowShape.ToArray());

    /// <summary>The schema of the data after the transform.</summary>
    /// <param name="inputSchema">The schema of the data before it.</param>
    /// <exception cref="ArgumentException">A column is missing, of another type or size, or has slots of other names.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>
    /// Adds the columns to <paramref name="input"/>. Nothing is read or computed before the result is. Where ML.NET cancels its context, every cursor
    /// over the result ends between two batches
    /// with an <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <param name="input">Data with the model's features, in one column or in columns of their own.</param>
    /// <exception cref="ArgumentException">A column is missing, of another type or size, or has slots of other names.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredDataView(_environment, Open, Bind(input.Schema), input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new ScoringRowMapper(() => Model, Bind(inputSchema));

    /// <summary>
    /// Gives back the native memory, as soon as no cursor and no call uses it. Used again, the transformer opens its model again, and so do engines
    /// made of it: a <see cref="PredictionEngine{TSrc, TDst}"/> that is disposed disposes the transformer that it was made of, and others may share
    /// it.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _model.Dispose();
        }
    }

    /// <summary>The same detector with another threshold, as a transformer that lives on its own.</summary>
    internal VaeAnomalyTransformer WithDecision(double? threshold, double? falseAlarmRate)
    {
        var options = _model.Native.Options with { Threshold = threshold, FalseAlarmRate = falseAlarmRate };
        options.Validate();
        return new(_environment, new VaeModel(new NativeModel(_model.Native.File, options)), InputColumnName, OutputColumnPrefix, _outputs);
    }

    private VaeModel Open() => new(_source.Open());

    private ScoringBinding Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var binding = new ScoringBinding(inputSchema, _model, InputColumnName, Outputs, OutputColumnPrefix);
        Tell(binding.Features);
        return binding;
    }

    /// <summary>Says in the log how the features were found; each such sentence once, however often data are bound.</summary>
    private void Tell(FeatureBinding features)
    {
        lock (_notes)
        {
            if (!_notes.Add(features.Note))
            {
                return;
            }
        }

        using var channel = _environment.Start(LoaderSignature);
        foreach (var warning in features.Warnings)
        {
            channel.Warning(MessageSensitivity.Schema, warning);
        }

        if (features.IsByPosition)
        {
            channel.Warning(MessageSensitivity.Schema, features.Note);
            return;
        }

        channel.Info(MessageSensitivity.Schema, features.Note);
    }
}
