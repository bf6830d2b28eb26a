namespace Vae.MLNet.Inference;

/// <summary>Computes outputs of rows as users give them. For one thread at a time.</summary>
internal interface IRowRun : IDisposable
{
    /// <summary>The array of an output: [rows] or [rows, width], for as many rows as the last run.</summary>
    Array Output(int index);

    /// <summary>Computes the outputs of the first <paramref name="rows"/> rows of <paramref name="input"/>, a pinned array.</summary>
    void Run(float[] input, int rows);
}
