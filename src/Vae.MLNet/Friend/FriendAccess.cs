using System.Runtime.CompilerServices;

// What ML.NET keeps to its own assemblies is used in this folder only; eng/FriendAccess.targets shows it to the compiler,
// these lines open it at run time.
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Data")]

namespace System.Runtime.CompilerServices;

/// <summary>Known to the runtime by its name: the assembly may use what <paramref name="assemblyName"/> keeps internal.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
