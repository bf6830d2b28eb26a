namespace Vae.MLNet.Evaluation;

/// <summary>Counts of one sample of rows, per group of equal scores and per cell of the confusion matrix; every metric follows from them.</summary>
internal sealed class Tally(int groups, bool hasDecisions)
{
    private readonly int[] _anomalies = new int[groups];
    private readonly int[] _normals = new int[groups];
    private int _flaggedAnomalies;
    private int _flaggedNormals;

    public void Add(int group, bool anomaly, bool flagged)
    {
        (anomaly ? _anomalies : _normals)[group]++;
        if (flagged)
        {
            (anomaly ? ref _flaggedAnomalies : ref _flaggedNormals)++;
        }
    }

    public void Clear()
    {
        Array.Clear(_anomalies);
        Array.Clear(_normals);
        _flaggedAnomalies = _flaggedNormals = 0;
    }

    public AnomalyMetrics Measure(double falseAlarmRate)
    {
        long anomalies = _anomalies.Sum(), normals = _normals.Sum();
        double orderedPairs = 0, averagePrecision = 0, recallAtRate = 0;
        long anomaliesSoFar = 0, normalsSoFar = 0;
        for (var group = 0; group < _anomalies.Length; group++)
        {
            orderedPairs += _normals[group] * (anomaliesSoFar + (0.5 * _anomalies[group]));
            anomaliesSoFar += _anomalies[group];
            normalsSoFar += _normals[group];
            if (_anomalies[group] > 0)
            {
                averagePrecision += _anomalies[group] * ((double)anomaliesSoFar / (anomaliesSoFar + normalsSoFar));
            }

            if (normals > 0 && (double)normalsSoFar / normals <= falseAlarmRate)
            {
                recallAtRate = anomaliesSoFar;
            }
        }

        var bothClasses = anomalies > 0 && normals > 0;
        return new AnomalyMetrics
        {
            Rows = (int)(anomalies + normals),
            Anomalies = (int)anomalies,
            AreaUnderRocCurve = bothClasses ? orderedPairs / ((double)anomalies * normals) : null,
            AveragePrecision = bothClasses ? averagePrecision / anomalies : null,
            RecallAtFalseAlarmRate = bothClasses ? recallAtRate / anomalies : null,
            Precision = Decided(_flaggedAnomalies, _flaggedAnomalies + _flaggedNormals),
            Recall = Decided(_flaggedAnomalies, anomalies),
            F1Score = anomalies > 0 ? Decided(2.0 * _flaggedAnomalies, anomalies + _flaggedAnomalies + _flaggedNormals) : null,
            FalseAlarmRate = Decided(_flaggedNormals, normals),
        };
    }

    private double? Decided(double part, long whole) => hasDecisions && whole > 0 ? part / whole : null;
}
