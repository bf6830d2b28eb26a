using Vae.MLNet;

namespace Vae.Data.Tests.Runs;

/// <summary>Which rows and images belong together, by every way of saying it.</summary>
public sealed class GroupOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_group_column_of_a_table_gives_the_groups_of_the_rows_that_train_and_is_no_feature()
    {
        var table = Table("m,x,y\n a ,1,0\nb,2,1\n a,3,0\n7,4,0\n", new() { Label = new() { Column = "y" }, Group = new() { Column = "m" } });

        Assert.Equal(["a", "a", "7"], table.Groups!);
        Assert.Equal(["x"], table.Columns.Select(column => column.Name));
        Assert.Null(Table("x\n1\n2\n", new()).Groups);
    }

    [Fact]
    public void Of_a_sample_each_row_keeps_its_group()
    {
        var content = "m,x\n" + string.Concat(Enumerable.Range(0, 900).Select(row => $"g{row % 50},{row}.5\n"));

        var table = Table(content, new() { Group = new() { Column = "m" }, MemoryBytes = 400 });

        Assert.Equal(table.RowNumbers.Select(row => $"g{(row - 1) % 50}"), table.Groups!);
    }

    [Theory]
    [InlineData("folder", null, new[] { "a", "a", "b/c", "." })]
    [InlineData(null, @"num_(\d+)", new[] { "12", "7", "3", "7" })]
    [InlineData(null, @"num_\d+", new[] { "num_12", "num_7", "num_3", "num_7" })]
    public void Images_are_grouped_by_folder_or_by_a_pattern_on_their_path(string? column, string? pattern, string[] groups) =>
        Assert.Equal(groups, Images(new() { Column = column, Pattern = pattern }).Groups!);

    [Theory]
    [InlineData("a/num_12.bmp,y\na/x_num_7.bmp,x\nb/c/num_3.bmp,z\nnum_7.bmp,x\n")]
    [InlineData("num_12.bmp,y\nx_num_7.bmp,x\nnum_3.bmp,z\nnum_7.bmp,x\n")]
    [InlineData("./images/a/num_12.bmp,y\nimages\\a\\x_num_7.bmp,x\nimages/b/c/num_3.bmp,z\nimages/num_7.bmp,x\nother.bmp,w\n")]
    public void Images_are_grouped_by_a_file_that_names_them_by_any_end_of_their_path(string lines) =>
        Assert.Equal(["y", "x", "z", "x"], Images(new() { File = _folder.Write("groups.csv", "File,Group\n" + lines) }).Groups!);

    [Fact]
    public void What_gives_no_group_is_refused_by_name()
    {
        Assert.Equal(
            $"Line 3 of '{_folder["t.csv"]}' must have a group in column 'm'; got none. Give a row that stands for itself a name of its own.",
            Message(() => Table("m,x\na,1\n ,2\n", new() { Group = new() { Column = "m" } })));
        Assert.Contains("'n'", Message(() => Table("m,x\na,1\n", new() { Group = new() { Column = "n" } })), StringComparison.Ordinal);
        Assert.Equal(
            "Option Group.Pattern must come with images; got a table. Name the column of groups with Group.Column.",
            Message(() => Table("m,x\na,1\n", new() { Group = new() { Pattern = "x" } })));
        Assert.Equal(
            "Option Group.Column must be 'folder' for images, the folder in which an image lies; got 'm'. Or use Group.Pattern or Group.File.",
            Message(() => Images(new() { Column = "m" })));
        Assert.Equal(
            "Options Group.Column and Group.Pattern must not come together: both say which rows belong together.",
            Message(() => Images(new() { Column = "folder", Pattern = "x" })));
        Assert.StartsWith(
            "Option Group.Pattern must be a regular expression, such as num_(\\d+); got '(':",
            Message(() => Images(new() { Pattern = "(" })), StringComparison.Ordinal);
        Assert.Equal(
            $"Option Group.Pattern must give every image of '{_folder["images"]}' a group; pattern 'x_' gives none to 3 of 4, the first 'a/num_12.bmp'.",
            Message(() => Images(new() { Pattern = "x_" })));
        var file = _folder.Write("g.csv", "File,Group\nnum_7.bmp,a\nnum_7.bmp,b\n");
        Assert.Equal($"Line 3 of '{file}' must give file 'num_7.bmp' one group; got 'b' after 'a'.", Message(() => Images(new() { File = file })));
        var narrow = _folder.Write("n.csv", "File\nnum_7.bmp\n");
        Assert.Equal(
            $"Option Group.File must name a table of files and groups, two columns with a header; '{narrow}' has 1.",
            Message(() => Images(new() { File = narrow })));
    }

    private static string Message(Action run) => Assert.Throws<VaeDataException>(run).Message;

    private TrainingTable Table(string content, TrainingDataOptions options) =>
        TrainingTable.Read(TableSources.Open(_folder.Write("t.csv", content)), options);

    /// <summary>Four grey bitmaps: num_7, a/num_12, a/x_num_7 and b/c/num_3.</summary>
    private TrainingImages Images(GroupOptions groups)
    {
        foreach (var name in new[] { "num_7", "a/num_12", "a/x_num_7", "b/c/num_3" })
        {
            var path = _folder[$"images/{name}.bmp"];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Bitmap(16));
        }

        return TrainingImages.Read(VaeImageSet.Open(_folder["images"]), new VaeImageShape(1, 16, 16), new() { Group = groups });
    }

    /// <summary>A bitmap of 24 bits a pixel: header, then rows of grey.</summary>
    private static byte[] Bitmap(int side)
    {
        var bytes = new byte[54 + (side * side * 3)];
        using var stream = new MemoryStream(bytes);
        using var writer = new BinaryWriter(stream);
        writer.Write("BM"u8);
        foreach (var value in new[] { bytes.Length, 0, 54, 40, side, side })
        {
            writer.Write(value);
        }

        writer.Write((short)1);
        writer.Write((short)24);
        return bytes;
    }
}
