using System.Text;
using Vae.Cli.Tables;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Cli.Commands;

/// <summary>Turns blocks of data into lines of scores; thread-safe, so that blocks run side by side.</summary>
internal sealed class ScoreLines
{
    /// <summary>The columns of the answer, before the kept ones.</summary>
    public static readonly IReadOnlyList<string> Columns = ["Row", .. TensorNames.Scalars];

    private readonly VaeModel _model;
    private readonly TableFile _file;
    private readonly FeatureEncoder _encoder;
    private readonly IReadOnlyList<int> _keep;
    private readonly byte _delimiter;

    /// <summary>Finds the model's columns in the table.</summary>
    /// <exception cref="InputException">Columns are missing, or a kept one would stand twice in the answer.</exception>
    public ScoreLines(VaeModel model, TableFile file, IReadOnlyList<int> keep, byte delimiter)
    {
        string[] names = [.. Columns, .. keep.Select(index => file.Columns[index])];
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new InputException($"Column '{repeated.Key}' of --keep must stand once in the output, whose own columns are {string.Join(", ", Columns)}.");
        }

        _model = model;
        _file = file;
        _encoder = new FeatureEncoder(file, model.Info.Columns);
        _keep = keep;
        _delimiter = delimiter;
        using var header = new CsvText(delimiter);
        foreach (var name in names)
        {
            header.Add(Encoding.UTF8.GetBytes(name));
        }

        header.EndLine();
        Header = Encoding.UTF8.GetString(header.Bytes);
    }

    /// <summary>The first line, with its line end.</summary>
    public string Header { get; }

    /// <summary>Parses, scores and writes one block.</summary>
    public ScoredLines Format(TableBlock block)
    {
        using var features = FeatureBlock.Parse(_file, block, _encoder);
        var scores = _model.Score(features.Features);
        var text = new CsvText(_delimiter);
        var source = new TableRows(_file, block);
        for (var row = 0; row < scores.Rows; row++)
        {
            text.Add(features.RowNumbers[row]);
            text.Add(scores.Score[row]);
            text.Add(scores.PredictedLabel[row]);
            text.Add(scores.PValue[row]);
            text.Add(scores.ReconstructionError[row]);
            text.Add(scores.KlDivergence[row]);
            if (_keep.Count > 0)
            {
                source.MoveNext();
                foreach (var column in _keep)
                {
                    text.Add(source[column]);
                }
            }

            text.EndLine();
        }

        return new(text, scores.Rows, block.Bytes.Length, scores.PredictedLabel.Count(isAnomaly => isAnomaly));
    }
}

/// <summary>The lines of one block.</summary>
internal sealed record ScoredLines(CsvText Text, int Rows, int Bytes, int Anomalies);
