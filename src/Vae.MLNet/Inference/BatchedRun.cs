using Vae.MLNet.Outputs;

namespace Vae.MLNet.Inference;

/// <summary>Cuts rows in memory into batches and runs them, several at once where the plan says so.</summary>
internal static class BatchedRun
{
    /// <summary>Receives the results of rows <paramref name="first"/> to <paramref name="first"/> + <paramref name="rows"/> − 1.</summary>
    public delegate void Collect(ScoringSlot slot, int first, int rows);

    /// <summary>Makes features of rows: [rows, features] both.</summary>
    public delegate void Load<T>(ReadOnlySpan<T> rows, Span<float> features);

    /// <summary>The number of rows that <paramref name="features"/> holds; refuses a part of a row.</summary>
    public static int Rows<T>(NativeModel model, ReadOnlySpan<T> features)
    {
        var width = model.RowWidth;
        return features.Length % width == 0
            ? features.Length / width
            : throw new ArgumentException(
                FormattableString.Invariant($"Array 'features' must hold whole rows of {width} features; got {features.Length} values. ")
                + FormattableString.Invariant($"Pass rows × {width} values, row-major."),
                nameof(features));
    }

    /// <summary>Runs all rows. The caller keeps the model from being closed meanwhile.</summary>
    public static unsafe void Run<T>(
        NativeModel model, ReadOnlySpan<T> features, Load<T> load, OutputSet outputs, Collect collect, bool isMetered,
        CancellationToken cancellation)
        where T : unmanaged
    {
        var (rows, width) = (Rows(model, features), model.RowWidth);
        var plan = model.Plan;
        var batches = (rows + plan.BatchRows - 1) / plan.BatchRows;

        // A span cannot enter a lambda; the address can, and stays valid because this method waits for all batches.
        fixed (T* address = features)
        {
            var source = address;
            if (batches <= 1 || plan.BatchesAtOnce == 1)
            {
                for (var batch = 0; batch < batches; batch++)
                {
                    RunBatch(batch);
                }
            }
            else
            {
                try
                {
                    Parallel.For(
                        0,
                        batches,
                        new ParallelOptions { MaxDegreeOfParallelism = plan.BatchesAtOnce, CancellationToken = cancellation },
                        RunBatch);
                }
                catch (AggregateException exception)
                {
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
                }
            }

            void RunBatch(int batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var first = batch * plan.BatchRows;
                var count = Math.Min(plan.BatchRows, rows - first);
                var slot = model.Rent(outputs, count);
                load(new ReadOnlySpan<T>(source + ((long)first * width), count * width), slot.Input.AsSpan(0, count * width));
                slot.Run(count, isMetered);
                collect(slot, first, count);
                model.Return(slot);
            }
        }
    }
}
