using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Vae.Architecture.Tests;

/// <summary>Which of our types uses which, read from the compiled code: signatures, bases, attributes and instructions.</summary>
internal sealed class TypeUses
{
    private static readonly string Binaries = typeof(TypeUses).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == "Binaries").Value!;

    private TypeUses(string assembly, IReadOnlySet<string> assemblies, IReadOnlySet<(string From, string To)> inside) =>
        (Assembly, References, Inside) = (assembly, assemblies, inside);

    public string Assembly { get; }

    /// <summary>The assemblies that it refers to.</summary>
    public IReadOnlySet<string> References { get; }

    /// <summary>Pairs of outermost types of the assembly, the first of which uses the second.</summary>
    public IReadOnlySet<(string From, string To)> Inside { get; }

    public static TypeUses Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(Binaries, $"{assembly}.dll"));
        var pairs = new HashSet<(string, string)>();
        foreach (var type in module.GetTypes())
        {
            var from = Outermost(type).Name;
            foreach (var used in Used(type).SelectMany(Parts).Where(used => used.Scope == module).Select(used => Outermost(used).Name))
            {
                pairs.Add((Plain(from), Plain(used)));
            }
        }

        pairs.RemoveWhere(pair => pair.Item1 == pair.Item2);
        return new(assembly, module.AssemblyReferences.Select(reference => reference.Name).ToHashSet(StringComparer.Ordinal), pairs);
    }

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(Used) : [],
    ];

    private static IEnumerable<TypeReference?> Used(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    /// <summary>A type without its brackets, and what stands between them.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification other => Parts(other.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    /// <summary>The name as the source has it, without the number of type parameters.</summary>
    private static string Plain(string name) => name.Split('`')[0];
}
