using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Copies assemblies, turning "internal" into "public" in their metadata. See FriendAccess.targets for why.</summary>
public sealed class OpenInternals : Task
{
    /// <summary>The assemblies to copy.</summary>
    [Required]
    public ITaskItem[] Assemblies { get; set; }

    /// <summary>The copies, in the order of the assemblies.</summary>
    [Required]
    public ITaskItem[] Copies { get; set; }

    public override bool Execute()
    {
        for (var index = 0; index < Assemblies.Length; index++)
        {
            var image = File.ReadAllBytes(Assemblies[index].ItemSpec);
            Open(image);
            Write(image, Copies[index].ItemSpec);
        }

        return true;
    }

    /// <summary>Flips the visibility bits of types, methods and fields (ECMA-335, II.22.37, II.22.26 and II.22.15).</summary>
    private static void Open(byte[] image)
    {
        using (var portable = new PEReader(new MemoryStream(image)))
        {
            var metadata = portable.GetMetadataReader();
            var start = portable.PEHeaders.MetadataStartOffset;
            foreach (var row in Rows(metadata, TableIndex.TypeDef, start, flagsOffset: 0))
            {
                var visibility = (TypeAttributes)image[row] & TypeAttributes.VisibilityMask;
                Replace(image, row, (byte)TypeAttributes.VisibilityMask, (byte)(
                    visibility == TypeAttributes.NotPublic ? TypeAttributes.Public :
                    visibility == TypeAttributes.NestedAssembly ? TypeAttributes.NestedPublic : visibility));
            }

            // A method's row begins with its address (4 bytes) and implementation flags (2 bytes).
            foreach (var row in Rows(metadata, TableIndex.MethodDef, start, flagsOffset: 6))
            {
                var access = (MethodAttributes)image[row] & MethodAttributes.MemberAccessMask;
                Replace(image, row, (byte)MethodAttributes.MemberAccessMask, (byte)(access == MethodAttributes.Assembly ? MethodAttributes.Public : access));
            }

            foreach (var row in Rows(metadata, TableIndex.Field, start, flagsOffset: 0))
            {
                var access = (FieldAttributes)image[row] & FieldAttributes.FieldAccessMask;
                Replace(image, row, (byte)FieldAttributes.FieldAccessMask, (byte)(access == FieldAttributes.Assembly ? FieldAttributes.Public : access));
            }
        }
    }

    private static IEnumerable<int> Rows(MetadataReader metadata, TableIndex table, int start, int flagsOffset)
    {
        var first = start + metadata.GetTableMetadataOffset(table) + flagsOffset;
        for (var row = 0; row < metadata.GetTableRowCount(table); row++)
        {
            yield return first + (row * metadata.GetTableRowSize(table));
        }
    }

    private static void Replace(byte[] image, int offset, byte mask, byte bits)
    {
        image[offset] = (byte)((image[offset] & ~mask) | bits);
    }

    /// <summary>Two builds may write the same copy at once: each writes its own file, and the last rename wins with equal bytes.</summary>
    private static void Write(byte[] image, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path));
        var temporary = path + "." + System.Guid.NewGuid().ToString("N");
        File.WriteAllBytes(temporary, image);
        if (File.Exists(path))
        {
            File.Replace(temporary, path, null);
        }
        else
        {
            File.Move(temporary, path);
        }
    }
}
