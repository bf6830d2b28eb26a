using Vae.MLNet.Contract;
using Vae.MLNet.Generation;

namespace Vae.MLNet;

/// <summary>The other direction: from positions in latent space to rows.</summary>
public sealed partial class VaeModel
{
    /// <summary>Opens the decoder that came with the model, on the same kind of device; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">None came with it; see <see cref="HasDecoder"/>.</exception>
    /// <exception cref="VaeModelException">The decoder is broken, or that of another model.</exception>
    public VaeDecoder OpenDecoder() => new(DecoderFile(), _native.Options);

    /// <summary>Opens what makes new rows like the training rows; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">
    /// No decoder came with the model (see <see cref="HasDecoder"/>), or one that cannot draw rows: from before that was kept, or of a plain
    /// autoencoder.
    /// </exception>
    /// <exception cref="VaeModelException">The decoder is broken, or that of another model.</exception>
    public VaeGenerator OpenGenerator()
    {
        var decoder = DecoderFile();
        var parsed = decoder.Parse();
        if (!StoredGenerator.IsIn(parsed.Graph))
        {
            throw new InvalidOperationException(
                $"Model '{_native.File.Source}' must say how rows are drawn to generate some; got a decoder without that: "
                + (Info.Autoencoder == VaeAutoencoderKind.Variational ? "it is from before it was kept. Train the model again."
                    : "a plain autoencoder does not know which latents are likely. Train a variational one."));
        }

        var stored = StoredGenerator.Read(decoder, parsed.Graph);
        var model = Share();
        try
        {
            return new VaeGenerator(model, decoder, parsed, stored);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private ModelFile DecoderFile()
    {
        var file = _native.File;
        if (file.Decoder.IsEmpty)
        {
            throw new InvalidOperationException(
                $"Model '{file.Source}' must have its decoder to generate rows; got none. "
                + $"Put '{Path.GetFileName(VaeModelFile.DecoderPath(file.Source))}' beside it, as training writes it.");
        }

        var decoder = ModelFile.OfDecoder(file.Decoder, VaeModelFile.DecoderPath(file.Source));
        file.RequireDecoder(decoder);
        return decoder;
    }
}
