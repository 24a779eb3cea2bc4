using System.Buffers.Binary;

namespace Plyr.Genres;

/// <summary>Represents the scores that an answer of the model gave to its 400 labels.</summary>
public sealed class GenreLabelScores
{
    private const int TenThousand = 10_000;

    // One little-endian 16-bit number of ten-thousandths for each label, in the order of GenreLabels.All.
    private readonly byte[] _encoded;

    private GenreLabelScores(string fileId, string? model, byte[] encoded)
    {
        FileId = fileId;
        Model = model;
        _encoded = encoded;
    }

    /// <summary>Gets the file that the scores belong to.</summary>
    public string FileId { get; }

    /// <summary>Gets the model that gave the scores; null where the classifier does not name it.</summary>
    public string? Model { get; }

    /// <summary>Returns all labels with their scores.</summary>
    /// <returns>400 labels in the model's order; the scores have 4 decimals.</returns>
    public IReadOnlyList<GenreLabelScore> ToLabels() => Decode(_encoded);

    /// <summary>Returns the labels of encoded scores, in the model's order.</summary>
    internal static IReadOnlyList<GenreLabelScore> Decode(byte[] encoded) =>
        [.. GenreLabels.All.Select((label, i) => new GenreLabelScore(label, ReadScore(encoded, i) / 10_000.0))];

    /// <summary>Encodes an answer; null unless it has exactly the model's labels, with usable scores.</summary>
    internal static byte[]? Encode(IReadOnlyList<GenreLabelScore> labels)
    {
        if (labels.Count != GenreLabels.All.Count)
            return null;
        var encoded = new byte[GenreLabels.All.Count * sizeof(ushort)];
        var positions = new HashSet<int>();
        foreach (var label in labels)
        {
            if (!label.IsUsable
                || !GenreLabels.Positions.TryGetValue(label.Label, out var position)
                || !positions.Add(position))
            {
                return null;
            }

            // Rounded like a confidence, so that the scores give the predictions that the answer gave.
            var score = (ushort)Math.Round(GenreLabelNormalizer.Round(label.Score) * TenThousand);
            BinaryPrimitives.WriteUInt16LittleEndian(encoded.AsSpan(position * sizeof(ushort)), score);
        }

        return encoded;
    }

    /// <summary>Reads stored scores; null when they have an unexpected length or a score above 1.</summary>
    internal static GenreLabelScores? Read(string fileId, string? model, byte[] encoded)
    {
        if (encoded.Length != GenreLabels.All.Count * sizeof(ushort))
            return null;
        var isValid = Enumerable.Range(0, GenreLabels.All.Count).All(i => ReadScore(encoded, i) <= TenThousand);
        return isValid ? new GenreLabelScores(fileId, model, encoded) : null;
    }

    private static ushort ReadScore(byte[] encoded, int position) =>
        BinaryPrimitives.ReadUInt16LittleEndian(encoded.AsSpan(position * sizeof(ushort)));
}
