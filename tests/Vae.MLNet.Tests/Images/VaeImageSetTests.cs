using System.IO.Compression;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Images;

public sealed class VaeImageSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_read_in_ordinal_order_with_its_subfolders_and_bad_files_in_their_places()
    {
        Copy("photo.png", "b/2.png");
        Copy("photo.png", "b/10.png");
        Copy("photo.jpg", "a.JPG");
        Copy("photo.png", "good/x/deep.png");
        File.WriteAllText(_folder.File("broken.png"), "no image");
        File.WriteAllText(_folder.File("notes.txt"), "not looked at");
        Copy("photo.png", ".hidden.png");

        var set = VaeImageSet.Open(_folder.Path);

        Assert.Equal(["a.JPG", "b/10.png", "b/2.png", "broken.png", "good/x/deep.png"], Enumerable.Range(0, set.Count).Select(set.Name));
        Assert.Equal(["", "b", "b", "", "good"], Enumerable.Range(0, set.Count).Select(set.Label));
        Assert.Equal(
            [VaeImageStatus.Read, VaeImageStatus.Read, VaeImageStatus.Read, VaeImageStatus.NotAnImage, VaeImageStatus.Read],
            set.Read(Fixture.Colour).Select(image => image.Status));
        Assert.Equal(["b/10.png", "b/2.png"], Enumerable.Range(0, set.WithLabel("b").Count).Select(set.WithLabel("b").Name));
    }

    [Fact]
    public void Many_images_keep_their_order_and_reading_can_be_cancelled()
    {
        for (var number = 0; number < 60; number++)
        {
            Copy(number % 2 == 0 ? "photo.png" : "bomb.png", FormattableString.Invariant($"{number:00}.png"));
        }

        var set = VaeImageSet.Open(_folder.Path);
        Assert.Equal(Enumerable.Range(0, 60).Select(number => number % 2 == 0), set.Read(Fixture.Colour).Select(image => image.IsRead));

        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in set.Read(Fixture.Colour, stop.Token))
            {
                stop.Cancel();
            }
        });
    }

    [Fact]
    public void The_shape_is_the_images_own_where_they_agree()
    {
        Copy("photo.png", "1.png");
        Copy("photo.jpg", "2.jpg");
        File.WriteAllText(_folder.File("3.png"), "");
        Assert.Equal(Fixture.Colour, VaeImageSet.Open(_folder.Path).SuggestShape());

        WriteIdx("other/images.idx3-ubyte", 2, 300, 20);
        Assert.Equal(new VaeImageShape(1, 64, 64), VaeImageSet.Open(_folder.File("other/images.idx3-ubyte")).SuggestShape());
        Assert.Equal(new VaeImageShape(1, 48, 64), VaeImageSet.Open(Fixture.Path("sixteen-bit-grey.png")).SuggestShape());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_idx_file_gives_its_images_and_the_labels_beside_it(bool compressed)
    {
        var path = WriteIdx("t10k-images-idx3-ubyte", 3, 16, 20, compressed);
        WriteLabels("t10k-labels-idx1-ubyte", [7, 1, 7], compressed);

        var set = VaeImageSet.Open(path);

        Assert.Equal((3, "3", "7", "1"), (set.Count, set.Name(2), set.Label(0), set.Label(1)));
        Assert.Equal(new(1, 16, 20), set.SuggestShape());
        var images = set.Read(set.SuggestShape()).ToList();
        Assert.Equal(Enumerable.Range(0, 320).Select(place => (float)(byte)(place + 320)), images[1].Pixels);
        Assert.EndsWith("#2", images[1].Source, StringComparison.Ordinal);
        Assert.Equal(2, set.WithLabel("7").Count);
    }

    [Fact]
    public void An_idx_file_that_ends_early_or_has_other_labels_is_refused()
    {
        var path = WriteIdx("images.idx3-ubyte", 3, 16, 20);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..500]);
        Assert.Equal($"IDX file '{path}' must hold 960 bytes, as its header says; got 484. Copy it again.", Assert.Throws<InvalidDataException>(() => VaeImageSet.Open(path)).Message);

        WriteIdx("images.idx3-ubyte", 3, 16, 20);
        WriteLabels("labels.idx1-ubyte", [1, 2], compressed: false);
        Assert.Contains("must have 3 labels", Assert.Throws<InvalidDataException>(() => VaeImageSet.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_refused_and_one_image_is_a_set_of_one()
    {
        Assert.StartsWith("Path 'nowhere' must name a folder, an IDX file or an image; got no such file.", Assert.Throws<ArgumentException>(() => VaeImageSet.Open("nowhere")).Message, StringComparison.Ordinal);
        Assert.Equal((1, "photo.png"), (VaeImageSet.Open(Fixture.Path("photo.png")).Count, VaeImageSet.Open(Fixture.Path("photo.png")).Name(0)));
    }

    private void Copy(string fixture, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.Copy(Fixture.Path(fixture), _folder.File(name));
    }

    private string WriteIdx(string name, int count, int height, int width, bool compressed = false) => Write(
        name,
        [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, (byte)(height >> 8), (byte)height, 0, 0, (byte)(width >> 8), (byte)width, .. Enumerable.Range(0, count * height * width).Select(place => (byte)place)],
        compressed);

    private void WriteLabels(string name, byte[] labels, bool compressed) => Write(name, [0, 0, 8, 1, 0, 0, 0, (byte)labels.Length, .. labels], compressed);

    private string Write(string name, byte[] content, bool compressed)
    {
        var path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using var stream = compressed ? (Stream)new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(content);
        return path;
    }
}
