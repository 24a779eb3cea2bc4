using System.Text;

namespace Plyr.Genres.Tests.Classification.Replicate;

/// <summary>A generated answer.</summary>
internal sealed record ModelAnswerText(string Json)
{
    public byte[] Utf8 => Encoding.UTF8.GetBytes(Json);

    public override string ToString() => Json.Length > 400 ? $"{Json[..200]} ... {Json[^200..]}" : Json;
}
