using System.Text;

namespace Vae.Quality.Wide;

/// <summary>Made-up sentences: words of a few topics, common ones far more often than rare ones.</summary>
internal sealed class Sentences
{
    /// <summary>Topics; the last one is foreign to normal sentences.</summary>
    public const int Topics = 4;

    private const string Consonants = "bcdfghklmnprstvz", Vowels = "aeiou";

    private readonly Random _random;
    private readonly string[] _words;

    public Sentences(int words, int seed)
    {
        _random = new(seed);
        _words = [.. Enumerable.Range(0, words).Select(_ => Word())];
    }

    /// <summary>A sentence of a topic; half of its words are those that all topics share.</summary>
    public string Of(int topic)
    {
        var sentence = new StringBuilder();
        var length = _random.Next(8, 20);
        for (var i = 0; i < length; i++)
        {
            var rank = Math.Pow(_words.Length / (double)(Topics + 1), _random.NextDouble()) - 1;    // Zipf
            var place = (int)rank * (Topics + 1);
            sentence.Append(i == 0 ? "" : " ").Append(_words[Math.Min(_words.Length - 1, place + (_random.Next(2) == 0 ? Topics : topic))]);
        }

        return sentence.ToString();
    }

    private string Word()
    {
        var word = new StringBuilder();
        for (var i = _random.Next(2, 5); i > 0; i--)
        {
            word.Append(Consonants[_random.Next(Consonants.Length)]).Append(Vowels[_random.Next(Vowels.Length)]);
        }

        return word.ToString();
    }
}
