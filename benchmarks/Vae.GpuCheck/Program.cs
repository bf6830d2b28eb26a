// Usage: Vae.GpuCheck model.onnx...
// Scores made-up rows with each model on the CPU and, where there is one, on CUDA; prints what was found, and a table for docs/gpu.md. Fails where the
// scores of the two differ by more than 1e-4 of themselves. Without CUDA the CPU's half runs, and the last line says so.
using Vae.GpuCheck;
using Vae.MLNet;

Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} processors, {Environment.OSVersion}");
foreach (var finding in VaeRuntime.Examine())
{
    Console.WriteLine($"{finding.Subject}: {finding.Found}");
}

Console.WriteLine();
Console.WriteLine("| model | rows a batch | CPU, rows/s | CUDA, rows/s | CUDA / CPU | largest difference | memory of the process, MiB |");
Console.WriteLine("|---|---|---|---|---|---|---|");
var (isCuda, agree) = (true, true);
foreach (var path in args)
{
    foreach (var batch in DeviceComparison.Batches)
    {
        var result = DeviceComparison.Of(path, batch);
        Console.WriteLine(result.Line);
        isCuda &= result.Difference is not null;
        agree &= result.Difference is not > DeviceComparison.Tolerance;
    }
}

Console.WriteLine();
Console.WriteLine(
    !isCuda ? "There is no GPU that CUDA can use here: only the CPU was measured, nothing was compared."
    : agree ? "CUDA and CPU agree."
    : FormattableString.Invariant($"CUDA and CPU must agree within {DeviceComparison.Tolerance}; they do not."));
return agree ? 0 : 1;
