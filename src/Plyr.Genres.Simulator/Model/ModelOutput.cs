namespace Plyr.Genres.Simulator;

/// <summary>
/// Represents the output of a run. Its bytes are computed from the audio's hash, so that outputs take no memory.
/// </summary>
internal sealed record ModelOutput(byte[] AudioHash, bool IsJson)
{
    // A grey pixel instead of the model's chart.
    private static readonly byte[] Chart = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    public string FileName => IsJson ? "out.json" : "out.png";

    public string ContentType => IsJson ? "application/json" : "image/png";

    public byte[] Write() => IsJson ? ModelAnswer.Write(AudioHash) : Chart;

    public string WriteDataUri() => $"data:{ContentType};base64,{Convert.ToBase64String(Write())}";
}
