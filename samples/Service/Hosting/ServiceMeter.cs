using System.Diagnostics.Metrics;

namespace Vae.Service.Hosting;

/// <summary>What the service counts beside the duration of requests, which ASP.NET Core measures, and the scoring, which Vae.MLNet does.</summary>
public sealed class ServiceMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Vae.Service";

    private readonly Counter<long> _rows;
    private readonly Counter<long> _anomalies;
    private readonly Histogram<int> _batchRows;
    private readonly Histogram<double> _wait;

    /// <summary>Makes the instruments.</summary>
    public ServiceMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _rows = meter.CreateCounter<long>("vae.service.rows", "{row}", "Rows and images that were answered.");
        _anomalies = meter.CreateCounter<long>("vae.service.anomalies", "{row}", "Those of them that were labelled anomalies.");
        _batchRows = meter.CreateHistogram<int>("vae.service.batch.rows", "{row}", "Single rows that were scored together.");
        _wait = meter.CreateHistogram<double>("vae.service.queue.wait", "s", "How long a single row waited for its batch.");
    }

    internal void AddRows(string model, long rows, long anomalies)
    {
        var tag = new KeyValuePair<string, object?>("vae.model", model);
        _rows.Add(rows, tag);
        _anomalies.Add(anomalies, tag);
    }

    internal void AddBatch(int rows, IEnumerable<TimeSpan> waits)
    {
        _batchRows.Record(rows);
        if (_wait.Enabled)
        {
            foreach (var wait in waits)
            {
                _wait.Record(wait.TotalSeconds);
            }
        }
    }
}
