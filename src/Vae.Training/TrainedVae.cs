using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Training;

/// <summary>The result of a training run: the model file in memory, its decoder, and how training went. Holds no native memory.</summary>
public sealed class TrainedVae
{
    private readonly byte[] _model;
    private readonly byte[] _decoder;

    internal TrainedVae(
        byte[] model, byte[] decoder, VaeModelInfo info, IReadOnlyList<VaeTrainingProgress> history, IReadOnlyList<float> trainingScores)
    {
        _model = model;
        _decoder = decoder;
        Info = info;
        History = history;
        TrainingScores = trainingScores;
    }

    /// <summary>What the model file says of itself.</summary>
    public VaeModelInfo Info { get; }

    /// <summary>The reports of the run, in order.</summary>
    public IReadOnlyList<VaeTrainingProgress> History { get; }

    /// <summary>
    /// The score of each training row, in order, under the member that never saw it; NaN where every feature is missing. Use these, not the model's
    /// own scores, for the rows it was trained on: a model knows
    /// them too well.
    /// </summary>
    public IReadOnlyList<float> TrainingScores { get; }

    /// <summary>
    /// What you should know of the training rows, for people to read. A remark names a column, a value far outside its others, how often it stands
    /// there, and what became of it; or a column that lies so far from zero that single precision rounds away what tells its rows apart. Empty where
    /// there is nothing to say.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; internal init; } = [];

    /// <summary>The step after which the run went on from a checkpoint; null where it started from the beginning.</summary>
    public int? ResumedFrom { get; private init; }

    /// <summary>The path of the decoder that belongs to a model file: <c>model.onnx</c> has <c>model.decoder.onnx</c>.</summary>
    public static string DecoderPath(string modelPath) => VaeModelFile.DecoderPath(modelPath);

    /// <summary>
    /// Writes the model file, and the decoder beside it. Each file appears whole or not at all, and the model only after its decoder. A device or
    /// FIFO
    /// takes the model alone.
    /// </summary>
    /// <param name="path">Path of the model file, such as <c>model.onnx</c>.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var model = AtomicFile.Create(path);
        model.Stream.Write(_model);
        if (!model.IsStream)
        {
            // A full disk shows here, before a new decoder stands beside an older model.
            model.Stream.Flush(flushToDisk: true);
            AtomicFile.Write(DecoderPath(path), _decoder);
        }

        model.Commit();
    }

    /// <summary>The same with what there is to say of its checkpoint.</summary>
    internal TrainedVae With(int? resumedFrom, string? remark) => new(_model, _decoder, Info, History, TrainingScores)
    {
        Remarks = remark is null ? Remarks : [.. Remarks, remark],
        ResumedFrom = resumedFrom,
    };

    /// <summary>Opens the model for scoring; the caller disposes it.</summary>
    public VaeModel OpenModel(VaeModelOptions? options = null) => VaeModel.Load(_model, "trained model", options, _decoder);
}
