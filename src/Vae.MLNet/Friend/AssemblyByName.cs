using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Vae.MLNet.Friend;

/// <summary>
/// ML.NET loads the assembly that a saved pipeline names by that name alone, where its own assemblies were loaded. Programs find this assembly
/// there; a host that loads libraries into contexts of their own (plugins, scripts and notebooks with <c>#r "path.dll"</c>) does not, so the
/// assembly offers itself.
/// </summary>
internal static class AssemblyByName
{
    private static readonly Assembly Ours = typeof(AssemblyByName).Assembly;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It must have happened before a pipeline is loaded, which calls nothing of ours.")]
    internal static void Offer()
    {
        var home = AssemblyLoadContext.GetLoadContext(typeof(ITransformer).Assembly)!;
        var ours = AssemblyLoadContext.GetLoadContext(Ours)!;
        if (home != ours)
        {
            home.Resolving += Resolve;

            // Nothing that lives on may hold a plugin that is to go.
            ours.Unloading += _ => home.Resolving -= Resolve;
        }
    }

    /// <summary>
    /// Tells a context of ML.NET of this very copy of the assembly: where a host has loaded two, the name alone may lead to the other.
    /// </summary>
    public static IHostEnvironment Register(IHostEnvironment environment)
    {
        environment.ComponentCatalog.RegisterAssembly(Ours);
        return environment;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => name.Name == Ours.GetName().Name ? Ours : null;
}
