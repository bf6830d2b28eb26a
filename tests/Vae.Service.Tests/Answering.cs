using System.Net;
using System.Text.Json.Nodes;

namespace Vae.Service.Tests;

/// <summary>Reads answers.</summary>
internal static class Answering
{
    /// <summary>The JSON of an answer that must be one of success.</summary>
    public static async Task<JsonNode> JsonAsync(this Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Holds an answer against the problem that it must be.</summary>
    public static async Task IsProblemAsync(this Task<HttpResponseMessage> answering, HttpStatusCode status, string detail)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(detail, JsonNode.Parse(text)!["detail"]?.GetValue<string>());
        Assert.Equal((int)status, JsonNode.Parse(text)!["status"]!.GetValue<int>());
    }
}
