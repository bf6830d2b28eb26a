using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Vae.MLNet.Tests;

/// <summary>An upgrade of ML.NET that moves what we use of its inside must fail here, by name.</summary>
public sealed class FriendAccessTests
{
    private static readonly string[] Friends = ["Microsoft.ML.Core", "Microsoft.ML.Data"];

    [Fact]
    public void These_are_the_internal_members_of_mlnet_that_we_use_and_each_exists()
    {
        string[] expected =
        [
            "CatalogUtils.GetEnvironment",
            "Contracts.CheckAlive",
            "DataOperationsCatalog..ctor",
            "ICanSaveOnnx.CanSaveOnnx",
            "ICancelable.get_IsCanceled",
            "IDataTransform.get_Source",
            "IHostEnvironmentInternal.get_Seed",
            "ISaveAsOnnx.SaveAsOnnx",
            "ITransformerChainAccessor.get_Scopes",
            "ITransformerChainAccessor.get_Transformers",
            "LoadableClassAttribute..ctor",
            "ModelHeader.ModelVerWritten",
            "ModelLoadContext.CheckAtModel",
            "ModelLoadContext.Directory",
            "ModelLoadContext.Header",
            "ModelLoadContext.LoadNonEmptyString",
            "ModelLoadContext.LoadString",
            "ModelLoadContext.Reader",
            "ModelLoadContext.Repository",
            "ModelLoadContext.TryLoadBinaryStream",
            "ModelSaveContext.CheckAtModel",
            "ModelSaveContext.SaveBinaryStream",
            "ModelSaveContext.SaveNonEmptyString",
            "ModelSaveContext.SaveString",
            "ModelSaveContext.SetVersionInfo",
            "ModelSaveContext.Writer",
            "OnnxContext.AddInitializer",
            "OnnxContext.AddIntermediateVariable",
            "OnnxContext.CheckOpSetVersion",
            "OnnxContext.ContainsColumn",
            "OnnxContext.CreateNode",
            "OnnxContext.GetNodeName",
            "OnnxContext.GetVariableName",
            "OnnxNode.AddAttribute",
            "SchemaShape+Column..ctor",
            "SchemaShape+Column.GetTypeString",
            "SchemaShape.Create",
            "SchemaShape.GetColumnTypeShape",
            "SchemaShape.TryFindColumn",
            "VersionInfo..ctor",
        ];

        Assert.Equal(expected, UsedMembers().Where(member => !IsPublic(member)).Select(Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Internal_types_of_mlnet_are_named_in_the_friend_folder_only()
    {
        var source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../src/Vae.MLNet"));
        string[] types = ["CatalogUtils", "LoadableClass", "ModelLoadContext", "VersionInfo", "new SchemaShape.Column", "OnnxContext", "ICanSaveOnnx", "IDataTransform", "ICancelable", "IHostEnvironmentInternal", "ITransformerChainAccessor"];

        var elsewhere = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(source, "Friend"), StringComparison.Ordinal))
            .Where(file => types.Any(type => File.ReadAllText(file).Contains(type, StringComparison.Ordinal)));

        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Nothing_internal_to_mlnet_shows_in_our_public_api()
    {
        var shown = typeof(VaeModel).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMembers().OfType<MethodBase>().SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)).Append(type.BaseType));

        Assert.All(shown.OfType<Type>().Where(type => !type.IsGenericParameter), type => Assert.True(type.IsVisible, type.FullName));
    }

    [Fact]
    public void The_library_needs_neither_torchsharp_nor_what_lies_above_it()
    {
        var references = typeof(VaeModel).Assembly.GetReferencedAssemblies().Select(reference => reference.Name).ToArray();

        Assert.Contains("Microsoft.ML.OnnxRuntime", references);
        Assert.DoesNotContain(references, name => name!.StartsWith("TorchSharp", StringComparison.Ordinal) || name.StartsWith("Vae", StringComparison.Ordinal));
    }

    /// <summary>Resolves every member reference of our assembly into ML.NET; a member that is gone throws with its name.</summary>
    private static List<MemberInfo> UsedMembers()
    {
        var assembly = typeof(VaeModel).Assembly;
        using var portable = new PEReader(File.OpenRead(assembly.Location));
        var metadata = portable.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences
                .Where(handle => metadata.GetMemberReference(handle).Parent is { Kind: HandleKind.TypeReference } parent && IsFriend(metadata, (TypeReferenceHandle)parent))
                .Select(handle => assembly.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle))!),
        ];
    }

    private static bool IsFriend(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var scope = metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsFriend(metadata, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => Friends.Contains(metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => false,
        };
    }

    private static bool IsPublic(MemberInfo member) => member.DeclaringType!.IsVisible
        && (member is MethodBase { IsPublic: true } or MethodBase { IsFamily: true } or FieldInfo { IsPublic: true });

    private static string Name(MemberInfo member) => $"{member.DeclaringType!.FullName!.Split('.')[^1]}.{member.Name}";

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
