using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies an ONNX file up to a tensor: the nodes that make it and their weights, nothing else, with the origin in the metadata. Works on the protocol
/// buffer itself, whose messages are copied byte for byte: a message is a sequence of (field · 8 + kind, length, content).
/// </summary>
public sealed class CutNetwork : Task
{
    /// <summary>The whole network.</summary>
    [Required]
    public string Source { get; set; }

    /// <summary>SHA-256 that the whole network must have, in hexadecimal.</summary>
    [Required]
    public string Sha256 { get; set; }

    /// <summary>The name of the last tensor that is needed.</summary>
    [Required]
    public string Last { get; set; }

    /// <summary>What the network is and where it comes from, in words.</summary>
    [Required]
    public string Origin { get; set; }

    /// <summary>Where the cut network goes.</summary>
    [Required]
    public string Target { get; set; }

    private const int Kind = 2;

    public override bool Execute()
    {
        var bytes = File.ReadAllBytes(Source);
        var found = BitConverter.ToString(SHA256.Create().ComputeHash(bytes)).Replace("-", "").ToLowerInvariant();
        if (found != Sha256)
        {
            Log.LogError("Network '{0}' must have SHA-256 {1}; got {2}. Pin the package's version, or look at what changed.", Source, Sha256, found);
            return false;
        }

        var model = new MemoryStream();
        foreach (var field in Fields(bytes, 0, bytes.Length))
        {
            if (field.Number == 7)
            {
                Write(model, 7, Graph(bytes, field));
            }
            else
            {
                model.Write(bytes, field.Start, field.End - field.Start);
            }
        }

        Write(model, 14, Property("origin", Origin));
        Write(model, 14, Property("sha256", Sha256));
        Directory.CreateDirectory(Path.GetDirectoryName(Target));
        File.WriteAllBytes(Target, model.ToArray());
        return true;
    }

    /// <summary>Nodes (1) up to the last, the initializers (5) and inputs (11) that they use; no outputs, which a reader knows by name.</summary>
    private byte[] Graph(byte[] bytes, Field graph)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var kept = new List<Field>();
        var ended = false;
        foreach (var field in Fields(bytes, graph.Content, graph.End))
        {
            if (field.Number == 1 && !ended)
            {
                kept.Add(field);
                foreach (var part in Fields(bytes, field.Content, field.End))
                {
                    if (part.Number == 1)
                    {
                        used.Add(Text(bytes, part));
                    }

                    ended |= part.Number == 2 && Text(bytes, part) == Last;
                }
            }
        }

        foreach (var field in Fields(bytes, graph.Content, graph.End))
        {
            if (field.Number == 5 && used.Contains(Name(bytes, field, 8)) || field.Number == 11 && used.Contains(Name(bytes, field, 1)))
            {
                kept.Add(field);
            }
        }

        var cut = new MemoryStream();
        foreach (var field in kept)
        {
            cut.Write(bytes, field.Start, field.End - field.Start);
        }

        return cut.ToArray();
    }

    private static string Name(byte[] bytes, Field message, int number)
    {
        foreach (var field in Fields(bytes, message.Content, message.End))
        {
            if (field.Number == number)
            {
                return Text(bytes, field);
            }
        }

        return "";
    }

    private static string Text(byte[] bytes, Field field) => Encoding.UTF8.GetString(bytes, field.Content, field.End - field.Content);

    private static IEnumerable<Field> Fields(byte[] bytes, int start, int end)
    {
        for (var at = start; at < end;)
        {
            var field = new Field { Start = at };
            var tag = Number(bytes, ref at);
            field.Number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0: field.Content = at; Number(bytes, ref at); break;
                case 1: field.Content = at; at += 8; break;
                case 5: field.Content = at; at += 4; break;
                default: var length = (int)Number(bytes, ref at); field.Content = at; at += length; break;
            }

            field.End = at;
            yield return field;
        }
    }

    private static ulong Number(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            value |= (ulong)(bytes[at] & 127) << shift;
            if (bytes[at++] < 128)
            {
                return value;
            }
        }
    }

    private static byte[] Property(string key, string value)
    {
        var property = new MemoryStream();
        Write(property, 1, Encoding.UTF8.GetBytes(key));
        Write(property, 2, Encoding.UTF8.GetBytes(value));
        return property.ToArray();
    }

    private static void Write(Stream stream, int number, byte[] content)
    {
        WriteNumber(stream, ((ulong)number << 3) + Kind);
        WriteNumber(stream, (ulong)content.Length);
        stream.Write(content, 0, content.Length);
    }

    private static void WriteNumber(Stream stream, ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            stream.WriteByte((byte)(value | 128));
        }

        stream.WriteByte((byte)value);
    }

    private struct Field
    {
        public int Number, Start, Content, End;
    }
}
