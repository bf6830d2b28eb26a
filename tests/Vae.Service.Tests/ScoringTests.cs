using System.Text.Json.Nodes;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Service.Tests;

/// <summary>Rows, tables and images that suit the model, held against what the model says in this process.</summary>
[Collection(nameof(TrainedModels))]
public sealed class ScoringTests(TrainedModels models)
{
    [Fact]
    public async Task A_row_has_score_decision_and_reasons()
    {
        await using var service = await Start();
        using var model = VaeModel.Load(models.Pumps);
        var odd = TrainedModels.Pump(flow: 60, valve: "leaking");

        var answer = await service.PostAsync("/models/pumps/row", odd).JsonAsync();
        var normal = await service.PostAsync("/models/pumps/row", TrainedModels.Pump()).JsonAsync();

        var (result, expected) = (answer["result"]!, model.ScoreRow(Features(model, odd)));
        Assert.Equal((expected.Score, expected.PValue), (result["score"]!.GetValue<float>(), result["pValue"]!.GetValue<float>()));
        Assert.Equal((true, "Read"), (result["predictedLabel"]!.GetValue<bool>(), result["status"]!.GetValue<string>()));
        Assert.Equal(("pumps", model.Info.Digest), (answer["model"]!["name"]!.GetValue<string>(), answer["model"]!["digest"]!.GetValue<string>()));
        var reasons = result["reasons"]!.AsArray();
        var unseen = Assert.Single(reasons, reason => reason!["kind"]!.GetValue<string>() == "UnseenCategory")!;
        Assert.Equal(("Valve", "leaking"), (unseen["column"]!.GetValue<string>(), unseen["category"]!.GetValue<string>()));
        Assert.StartsWith("Valve \"leaking\" (never seen", unseen["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("if ", result["counterfactual"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(normal["result"]!["predictedLabel"]!.GetValue<bool>());
        Assert.Null(normal["result"]!["reasons"]);
    }

    [Fact]
    public async Task Reasons_are_given_of_whom_they_are_asked_for()
    {
        await using var service = await Start();
        var asked = await service.PostAsync("/models/pumps/row?explain=worst", TrainedModels.Pump()).JsonAsync();
        var unasked = await service.PostAsync("/models/pumps/row?explain=none", TrainedModels.Pump(flow: 60)).JsonAsync();
        var two = await service.PostAsync(
            "/models/pumps/rows?explain=worst&most=2",
            new JsonArray(TrainedModels.Pump(), TrainedModels.Pump(flow: 60), TrainedModels.Pump(flow: 34), TrainedModels.Pump(flow: 31))).JsonAsync();

        Assert.False(asked["result"]!["predictedLabel"]!.GetValue<bool>());
        Assert.NotNull(asked["result"]!["reasons"]);
        Assert.Null(unasked["result"]!["reasons"]);
        var results = two["results"]!.AsArray();
        var worst = results.OrderByDescending(row => row!["score"]!.GetValue<float>()).Take(2);
        Assert.Equal(worst.Select(row => row!["row"]!.GetValue<int>()).Order(), results.Where(row => row!["reasons"] is not null).Select(row => row!["row"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_row_without_any_value_has_no_score_and_says_so()
    {
        await using var service = await Start();
        var empty = new JsonObject { ["Speed"] = null, ["Flow"] = null, ["Valve"] = null, ["Started"] = null };
        foreach (var result in new[]
        {
            (await service.PostAsync("/models/pumps/row", empty.DeepClone()).JsonAsync())["result"]!,
            (await service.PostAsync("/models/pumps/rows", new JsonArray(empty.DeepClone())).JsonAsync())["results"]![0]!,
        })
        {
            Assert.True(result.AsObject().ContainsKey("score") && result["score"] is null && result["pValue"] is null);
            Assert.Equal((true, "NoValue"), (result["predictedLabel"]!.GetValue<bool>(), result["status"]!.GetValue<string>()));
            Assert.Equal("The row must have a value in a column of the model; got none. It is labelled an anomaly.", result["statusReason"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task An_array_is_scored_as_its_rows_are_and_a_bad_row_has_a_status()
    {
        await using var service = await Start();
        var bad = TrainedModels.Pump();
        bad["Flow"] = "much";
        var lost = TrainedModels.Pump();
        lost["Started"] = "soon";
        var answer = await service.PostAsync("/models/pumps/rows", new JsonArray(TrainedModels.Pump(), bad, TrainedModels.Pump(flow: 60), lost)).JsonAsync();
        using var model = VaeModel.Load(models.Pumps);
        double[] rows = [.. Features(model, TrainedModels.Pump()), .. Features(model, TrainedModels.Pump(flow: 60))];
        var expected = model.Score(rows).Score;

        var results = answer["results"]!.AsArray();
        Assert.Equal((4, 2, 1), (answer["rows"]!.GetValue<int>(), answer["scored"]!.GetValue<int>(), answer["anomalies"]!.GetValue<int>()));
        Assert.Equal((expected[0], expected[1]), (results[0]!["score"]!.GetValue<float>(), results[2]!["score"]!.GetValue<float>()));
        Assert.Equal(["Read", "NoNumber", "Read", "NoDate"], results.Select(row => row!["status"]!.GetValue<string>()));
        Assert.Null(results[1]!["score"] ?? results[1]!["predictedLabel"]);
        Assert.Equal(
            "Row 2 must have a number in column 'Flow'; got the text \"much\". Send null where the value is missing.", results[1]!["statusReason"]!.GetValue<string>());
        Assert.Equal(
            "Row 4 must have a date or time as text in column 'Started'; got the text \"soon\". Send null where the value is missing.",
            results[3]!["statusReason"]!.GetValue<string>());
        Assert.NotNull(results[2]!["reasons"]);
    }

    [Fact]
    public async Task A_CSV_file_is_scored_as_the_tool_scores_it()
    {
        await using var service = await Start();
        string[] lines = [.. File.ReadLines(models.Csv), "P-1,10,60,leaking,2026-03-02 09:15", "P-2,much,30,open,2026-03-02 09:15", "P-3,-,30,open,"];
        var answer = await service.PostAsync("/models/pumps/rows", string.Join('\n', lines), "text/csv; charset=utf-8").JsonAsync();

        var results = answer["results"]!.AsArray();
        Assert.Equal((303, 302), (results.Count, answer["scored"]!.GetValue<int>()));
        Assert.Equal(Enumerable.Range(1, 303), results.Select(row => row!["row"]!.GetValue<int>()));
        Assert.Equal("P-1", results[300]!["keys"]!["Serial"]!.GetValue<string>());
        Assert.Equal("leaking", Assert.Single(results[300]!["reasons"]!.AsArray(), reason => reason!["column"]!.GetValue<string>() == "Valve")!["category"]!.GetValue<string>());
        Assert.Equal("NoNumber", results[301]!["status"]!.GetValue<string>());
        Assert.Equal(
            "Line 303 of 'body' must have a finite number in column 'Speed'; got 'much'. Leave the cell empty where the value is missing, or name the text "
            + "with ?missing=TEXT.",
            results[301]!["statusReason"]!.GetValue<string>());
        Assert.Equal("Read", results[302]!["status"]!.GetValue<string>());
        Assert.Contains("trained", string.Join(' ', answer["remarks"]!.AsArray()), StringComparison.Ordinal);
        Assert.Equal(results.Count(row => row!["predictedLabel"]?.GetValue<bool>() == true), answer["anomalies"]!.GetValue<int>());
        Assert.Empty(RunningService.BodyFiles);
    }

    [Fact]
    public async Task A_Parquet_file_is_a_table_too()
    {
        await using var service = await Start();
        using var model = VaeModel.Load(models.Pumps);
        var path = Path.Combine(service.Folder, "pumps.parquet");
        using (var sink = new ParquetSink(path))
        {
            ScoreRun.Run(model, models.Csv, [sink], new() { Kept = ["Speed", "Flow", "Valve", "Started"], KeepsKeys = false });
        }

        var answer = await service.PostAsync("/models/pumps/rows?explain=none", File.ReadAllBytes(path), "application/vnd.apache.parquet").JsonAsync();
        var csv = await service.PostAsync("/models/pumps/rows?explain=none", File.ReadAllBytes(models.Csv), "text/csv").JsonAsync();
        Assert.Equal(300, answer["scored"]!.GetValue<int>());
        Assert.Equal(csv["results"]!.AsArray().Select(row => row!["score"]!.GetValue<float>()), answer["results"]!.AsArray().Select(row => row!["score"]!.GetValue<float>()));
    }

    [Fact]
    public async Task What_a_query_names_is_missing_in_a_file()
    {
        await using var service = await Start();
        var answer = await service.PostAsync(
            "/models/pumps/rows?missing=much&missing=little&explain=none", "Speed,Flow,Valve,Started\nmuch,little,open,2026-03-02 09:15\n", "text/csv").JsonAsync();
        Assert.Equal("Read", answer["results"]![0]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_image_has_a_heatmap_as_picture_and_in_JSON()
    {
        await using var service = await Start();
        var bytes = File.ReadAllBytes(Repository.Digit);
        using var model = VaeModel.Load(models.Digits);
        var image = new VaeImageReader(model.Info.ImageShape!).Read(bytes, "seven.png");
        var score = model.ScoreRow(image.Pixels);
        var expected = VaeHeatmapPainter.Png(new(
            "seven.png", model.Info.ImageShape!, image.Pixels, model.Heatmap(image.Pixels), score.Score, score.PValue, score.PredictedLabel, model.Threshold));

        var answer = await service.PostAsync("/models/digits/image?file=seven.png&heatmap=true", bytes, "image/png").JsonAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/models/digits/image?file=seven.png") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Accept.Add(new("image/png"));
        using var picture = await service.Client.SendAsync(request);
        var plain = await service.PostAsync("/models/digits/image", bytes, "image/png").JsonAsync();

        Assert.Equal((score.Score, score.PValue, score.PredictedLabel),
            (answer["score"]!.GetValue<float>(), answer["pValue"]!.GetValue<float>(), answer["predictedLabel"]!.GetValue<bool>()));
        Assert.Equal("Read", answer["status"]!.GetValue<string>());
        Assert.StartsWith("oddest at the ", answer["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(answer["regions"]!.AsArray());
        Assert.Equal(expected, Convert.FromBase64String(answer["heatmap"]!.GetValue<string>()));
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, await picture.Content.ReadAsByteArrayAsync());
        Assert.Null(plain["heatmap"]);
    }

    [Fact]
    public async Task Models_say_what_a_row_must_have()
    {
        await using var service = await Start();
        var all = (await service.Client.GetAsync("/models").JsonAsync()).AsArray();
        var pumps = await service.Client.GetAsync("/models/pumps").JsonAsync();

        Assert.Equal(["digits", "pumps"], all.Select(model => model!["name"]!.GetValue<string>()));
        Assert.Equal(["Image", "Table"], all.Select(model => model!["modality"]!.GetValue<string>()));
        Assert.Equal(
            [("Speed", "number"), ("Flow", "number"), ("Valve", "text"), ("Started", "date")],
            pumps["columns"]!.AsArray().Select(column => (column!["name"]!.GetValue<string>(), column["kind"]!.GetValue<string>())));
        Assert.Equal(0.05, pumps["falseAlarmRate"]!.GetValue<double>());
    }

    private Task<RunningService> Start() => RunningService.StartAsync([("pumps", models.Pumps), ("digits", models.Digits)]);

    private static double[] Features(VaeModel model, JsonObject row)
    {
        var encoder = new VaeFeatureEncoder(model.Info.Columns);
        var features = new double[encoder.FeatureCount];
        encoder.EncodeNumber(0, row["Speed"]!.GetValue<double>(), features);
        encoder.EncodeNumber(1, row["Flow"]!.GetValue<double>(), features);
        encoder.EncodeText(2, row["Valve"]!.GetValue<string>(), features);
        encoder.EncodeDate(3, row["Started"]!.GetValue<string>(), features);
        return features;
    }
}
