using System.Collections.Concurrent;
using System.Text;
using Vae.Cli.Tables;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Cli.Commands;

/// <summary>Turns blocks of data into lines of scores; thread-safe, so that blocks run side by side.</summary>
internal sealed class ScoreLines
{
    /// <summary>The columns of the answer, before the kept ones.</summary>
    public static readonly IReadOnlyList<string> Columns = ["Row", .. VaeOutputs.Numbers.Select(output => output.Name)];

    /// <summary>A block may have a few more rows than the one before: arrays get an eighth to spare.</summary>
    private const int SpareShare = 8;

    private readonly ConcurrentBag<VaeScores> _idle = [];
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
        var scores = Rent(features.Rows);
        _model.Score(features.Features, scores);
        var text = new CsvText(_delimiter);
        var source = new TableRows(_file, block);
        for (var row = 0; row < features.Rows; row++)
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

        var anomalies = scores.PredictedLabel.AsSpan(0, features.Rows).Count(true);
        _idle.Add(scores);
        return new(text, features.Rows, block.Bytes.Length, anomalies);
    }

    /// <summary>Arrays of an earlier block where they are long enough, so that a long run needs no more memory than a short one.</summary>
    private VaeScores Rent(int rows) => _idle.TryTake(out var scores) && scores.Capacity >= rows ? scores : new VaeScores(_model, rows + (rows / SpareShare));
}

/// <summary>The lines of one block.</summary>
internal sealed record ScoredLines(CsvText Text, int Rows, int Bytes, int Anomalies);
