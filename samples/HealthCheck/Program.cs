// dotnet run --project samples/HealthCheck -- model.onnx
// Scores rows that are posted to /score, {"rows": [[1.5, 2, ...], ...]}, watches them for drift, and says at /health whether the model is still right.
using HealthCheck;
using Vae.MLNet;

if (args is not [var path, ..])
{
    Console.Error.WriteLine("Usage: dotnet run --project samples/HealthCheck -- model.onnx");
    return 2;
}

using var model = VaeModel.Load(path);
await using var service = ScoringService.Create(model, args[1..]);
await service.RunAsync();
return 0;
