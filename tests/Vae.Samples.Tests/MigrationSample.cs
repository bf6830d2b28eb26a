using Microsoft.ML;

namespace Vae.Samples.Tests;

/// <summary>The code of docs/migration.md, compiled and run as it stands there.</summary>
internal static class MigrationSample
{
    public static IReadOnlyList<IDataView> Run(MLContext mlContext, IDataView rows)
    {
        #region migration
        var before = mlContext.AnomalyDetection.Trainers.RandomizedPca("Features", rank: 2).Fit(rows);
        var after = mlContext.AnomalyDetection.Trainers.Vae("Features").Fit(rows);
        var strict = mlContext.AnomalyDetection.ChangeModelThreshold(after, 3);   // one normal row in a thousand
        #endregion
        return [before.Transform(rows), after.Transform(rows), strict.Transform(rows)];
    }
}
