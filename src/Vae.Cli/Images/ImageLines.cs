using System.Text;
using Vae.Cli.Tables;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Cli.Images;

/// <summary>The lines of <c>vae score</c> for images: one per image, with empty scores where it could not be read.</summary>
internal sealed class ImageLines : IDisposable
{
    /// <summary>The columns of the answer.</summary>
    public static readonly IReadOnlyList<string> Columns = ["Row", "File", .. VaeOutputs.Numbers.Select(output => output.Name), nameof(VaeImage.Status), nameof(VaeImage.Remark)];

    private readonly CsvText _text;

    public ImageLines(byte delimiter)
    {
        _text = new CsvText(delimiter);
        foreach (var column in Columns)
        {
            _text.Add(Encoding.UTF8.GetBytes(column));
        }

        _text.EndLine();
    }

    /// <summary>Adds the line of an image.</summary>
    /// <param name="number">Its place, from 1.</param>
    /// <param name="name">Its name in the set.</param>
    /// <param name="image">What became of it.</param>
    /// <param name="scores">The scores among which its own are, at <paramref name="row"/>; not looked at for an image without pixels.</param>
    /// <param name="row">The place of its scores.</param>
    public void Add(int number, string name, VaeImage image, VaeScores scores, int row)
    {
        _text.Add(number);
        _text.Add(Encoding.UTF8.GetBytes(name));
        if (image.IsRead)
        {
            _text.Add(scores.Score[row]);
            _text.Add(scores.PredictedLabel[row]);
            _text.Add(scores.PValue[row]);
            _text.Add(scores.ReconstructionError[row]);
            _text.Add(scores.KlDivergence[row]);
        }
        else
        {
            foreach (var _ in VaeOutputs.Numbers)
            {
                _text.Add(""u8);
            }
        }

        _text.Add(Encoding.UTF8.GetBytes(image.Status.ToString()));
        _text.Add(Encoding.UTF8.GetBytes(image.Remark));
        _text.EndLine();
    }

    /// <summary>Writes what has gathered, and starts anew.</summary>
    public void Flush(Stream output)
    {
        output.Write(_text.Bytes);
        _text.Clear();
    }

    public void Dispose() => _text.Dispose();
}
