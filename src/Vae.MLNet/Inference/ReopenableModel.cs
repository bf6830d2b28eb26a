using Vae.MLNet.Contract;

namespace Vae.MLNet.Inference;

/// <summary>
/// A model file that hands out owners of one native model. The native memory lives as long as any of them, and is made anew for
/// the next one after that: an estimator can be fitted again when all its transformers are gone, and a transformer that was disposed can be used.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="options">How to run it.</param>
/// <param name="native">The native model to begin with, in somebody's hands; null for none.</param>
internal sealed class ReopenableModel(ModelFile file, VaeModelOptions options, NativeModel? native = null)
{
    private readonly Lock _gate = new();
    private NativeModel? _native = native;

    public ModelFile File { get; } = file;

    /// <summary>The native model, with one owner more: the caller.</summary>
    public NativeModel Open()
    {
        lock (_gate)
        {
            if (_native is null || !_native.TryEnter())
            {
                _native = new NativeModel(File, options);
            }

            return _native;
        }
    }
}
