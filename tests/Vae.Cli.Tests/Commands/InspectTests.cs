using System.Text.Json;

namespace Vae.Cli.Tests.Commands;

[Collection(nameof(TrainedModel))]
public sealed class InspectTests(TrainedModel trained)
{
    [Fact]
    public void The_table_tells_what_the_file_says_of_itself()
    {
        var table = VaeProcess.Answer("inspect", trained.Path);
        Assert.Matches(@"Columns\s+│ x, y, colour \(2 categories\)", table);
        Assert.Matches(@"Score\s+│ Hybrid: 5 members, \d+ latent dimensions", table);
        Assert.Matches(@"Training\s+│ 280 rows, 100 steps, seed 1, contamination 0", table);
        Assert.Matches(@"References\s+│ Prototypes: [\d,]+ vectors, [\d,]+ bytes", table);
        Assert.Matches(@"Verification\s+│ Score ", table);
    }

    [Fact]
    public void The_digest_is_shown_and_a_file_from_before_digests_is_remarked_upon()
    {
        var old = Path.Combine(Repository.Root, "tests", "Vae.MLNet.Tests", "Golden", "table.onnx");

        Assert.Matches(@"Digest\s+│ sha256 [0-9a-f]{64}; the content is what it says", VaeProcess.Answer("inspect", trained.Path));
        Assert.Matches(@"Digest\s+│ none, as the file is from before digests: damage to it would not be noticed\.", VaeProcess.Answer("inspect", old));
    }

    [Fact]
    public void Json_holds_the_columns_with_their_categories()
    {
        var columns = JsonDocument.Parse(VaeProcess.Answer("inspect", trained.Path, "--json")).RootElement.GetProperty("columns");
        Assert.Equal(["x", "y", "colour"], columns.EnumerateArray().Select(column => column.GetProperty("name").GetString()));
        Assert.Equal(["blue", "red"], columns[2].GetProperty("categories").EnumerateArray().Select(category => category.GetString()));
    }

    [Fact]
    public void A_decoder_is_no_detector() => Assert.StartsWith(
        $"Model '{trained.Folder["model.decoder.onnx"]}': ", VaeProcess.Complaint("inspect", trained.Folder["model.decoder.onnx"]), StringComparison.Ordinal);
}
