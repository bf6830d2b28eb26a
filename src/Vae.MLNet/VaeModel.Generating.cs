using Vae.MLNet.Contract;
using Vae.MLNet.Generation;

namespace Vae.MLNet;

// The other direction: from positions in latent space to rows.
public sealed partial class VaeModel
{
    /// <summary>Opens the decoder that came with the model, on the same kind of device; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">None came with it; see <see cref="HasDecoder"/>.</exception>
    /// <exception cref="VaeModelException">The decoder is broken, or that of another model.</exception>
    public VaeDecoder OpenDecoder() => new(DecoderFile(), _native.Options);

    /// <summary>Opens what makes new rows like the training rows; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">
    /// No decoder came with the model (see <see cref="HasDecoder"/>), or one that cannot draw rows: from before that was kept, of a plain
    /// autoencoder, of a table with dates, or of tiles.
    /// </exception>
    /// <exception cref="VaeModelException">The decoder is broken, or that of another model.</exception>
    public VaeGenerator OpenGenerator()
    {
        if (Info.Tiling is not null)
        {
            throw new InvalidOperationException(
                $"Model '{_native.File.Source}' must look at whole images to generate some; got one that looks at tiles of photographs, which would "
                + "not fit together. Train one on whole images.");
        }

        var decoder = DecoderFile();
        var parsed = decoder.Parse();
        if (!StoredGenerator.IsIn(parsed.Graph))
        {
            throw new InvalidOperationException(
                $"Model '{_native.File.Source}' must say how rows are drawn to generate some; got a decoder without that: "
                + (Info.Columns.FirstOrDefault(column => column.IsDate) is { } dates
                    ? $"column '{dates.Name}' became cycles, of which no date can be made. Train a model without it, which draws the other columns."
                    : Info.Autoencoder == VaeAutoencoderKind.Variational ? "it is from before it was kept. Train the model again."
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
