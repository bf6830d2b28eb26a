// dotnet run -c Release --project samples/Service -- --models models
// Scores rows, tables and images over HTTP with every model of a folder; README.md has the rest.
using Vae.Service;
using Vae.Service.Hosting;

try
{
    await using var service = ScoringService.Create(args);
    await service.RunAsync();
    return 0;
}
catch (ServiceOptionException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
