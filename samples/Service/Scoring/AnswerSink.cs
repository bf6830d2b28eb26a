using Vae.Data;
using Vae.MLNet;
using Vae.Service.Answers;
using Vae.Service.Hosting;

namespace Vae.Service.Scoring;

/// <summary>Keeps the results of a run as answers, in the order of the table.</summary>
internal sealed class AnswerSink(int mostRows) : IScoreSink
{
    private IReadOnlyList<string> _columns = [];

    public List<RowAnswer> Results { get; } = [];

    public void Begin(VaeModel model, IReadOnlyList<string> columns) => _columns = columns;

    public IScorePart Prepare(ScoredRows rows)
    {
        var cells = new AnswerCells(_columns);
        rows.WriteTo(cells);
        return new Part(this, cells.Rows);
    }

    public void Complete()
    {
    }

    public void Dispose()
    {
    }

    private void Add(List<RowAnswer> rows)
    {
        if (Results.Count + rows.Count > mostRows)
        {
            throw new ProblemException(
                StatusCodes.Status413PayloadTooLarge,
                FormattableString.Invariant($"A table must have at most {mostRows:N0} rows; got more. Send it in parts."));
        }

        Results.AddRange(rows);
    }

    private sealed class Part(AnswerSink sink, List<RowAnswer> rows) : IScorePart
    {
        public void Write() => sink.Add(rows);

        public void Dispose()
        {
        }
    }
}
