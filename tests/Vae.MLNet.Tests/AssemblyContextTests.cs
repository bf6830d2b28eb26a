using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Vae.MLNet.Tests;

/// <summary>Hosts that load libraries into contexts of their own, as notebooks and programs with plugins do.</summary>
public sealed class AssemblyContextTests
{
    /// <summary>ML.NET asks for our assembly by its name, which leads to the copy of these tests: one whose types are not those that it knows.</summary>
    [Fact]
    public void A_saved_pipeline_loads_where_the_name_of_our_assembly_leads_to_another_copy()
    {
        var mlnet = new Own("mlnet", name => name.StartsWith("Microsoft.ML", StringComparison.Ordinal) && name != "Microsoft.ML.OnnxRuntime");
        var plugin = new Own("plugin", name => name == "Vae.MLNet", mlnet);

        var context = Activator.CreateInstance(mlnet.LoadFromAssemblyName(new("Microsoft.ML.Data")).GetType("Microsoft.ML.MLContext")!, [null])!;
        var ours = plugin.LoadFromAssemblyName(new("Vae.MLNet"));
        Assert.NotSame(typeof(VaeModel).Assembly, ours);
        ours.GetType("Microsoft.ML.VaeCatalog")!.GetMethods().Single(method => method.Name == "DetectAnomaliesWithVae" && method.GetParameters().Length == 4)
            .Invoke(null, [Property(context, "Transforms"), Golden("table.onnx"), null, ""]);

        var model = Property(context, "Model");
        var load = model.GetType().GetMethods().Single(method => method.Name == "Load" && method.GetParameters() is [{ ParameterType: var first }, _] && first == typeof(string));
        var loaded = (System.Collections.IEnumerable)load.Invoke(model, [Golden("pipeline.zip"), null])!;

        Assert.Contains(loaded.Cast<object>(), transformer => transformer.GetType().Assembly == ours);
    }

    private static string Golden(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden", name);

    private static object Property(object owner, string name) => owner.GetType().GetProperty(name)!.GetValue(owner)!;

    /// <summary>A context with its own copies of some assemblies of this program.</summary>
    private sealed class Own(string name, Func<string, bool> owns, Own? others = null) : AssemblyLoadContext(name)
    {
        protected override Assembly? Load(AssemblyName assemblyName) => Owns(assemblyName)
            ? LoadFromAssemblyPath(FileOf(assemblyName.Name!))
            : others?.Owns(assemblyName) == true ? others.LoadFromAssemblyName(assemblyName) : null;

        private bool Owns(AssemblyName assembly) => owns(assembly.Name!) && File.Exists(FileOf(assembly.Name!));

        private static string FileOf(string name) => Path.Combine(AppContext.BaseDirectory, $"{name}.dll");
    }
}
