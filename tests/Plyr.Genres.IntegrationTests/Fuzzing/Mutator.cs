namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>
/// Makes inputs out of seeds. The number of an input and the seed of the run decide all of it, so each can be made
/// again.
/// </summary>
internal sealed class Mutator
{
    private const int MostMutations = 6;
    private const int MostGrowth = 4096;

    private static readonly byte[][] Words = [.. new[]
    {
        "null", "true", "false", "NaN", "Infinity", "-0", "1e999", "-1e-999", "0.5", "1.0000001",
        "99999999999999999999", "\"\"", "{}", "[]", "[[[[[[[[", "{\"a\":", ",", ":",
        "\\ud800", "\\u0000", "\\u00e9", "\\", "\"", "---", "\0", "\uFEFF", "\u202e", "é", "data:", ";base64,", "%00",
        "%", "https://replicate.delivery/x", "http://169.254.169.254/",
        "//", "@", "..", "?q=1", "2147483647", "-1", "Wed, 21 Oct 2015 07:28:00 GMT", "succeeded", "genre_predictions",
        "auto_tag", "\r\n", "=", "yes", "\t",
    }.Select(System.Text.Encoding.UTF8.GetBytes), [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xFF,
    0xFE]];

    private readonly byte[][] _seeds;
    private readonly byte[] _buffer;
    private int _length;

    public Mutator(byte[][] seeds)
    {
        _seeds = seeds;
        _buffer = new byte[seeds.Max(seed => seed.Length) + MostGrowth];
    }

    /// <summary>Makes an input; it is valid until the next one is made.</summary>
    public ReadOnlySpan<byte> Make(Random random)
    {
        // A whole answer of the model is large beside the others; one in a hundred is enough of it.
        var seed = _seeds[random.Next(_seeds.Length)];
        if (seed.Length > MostGrowth && random.Next(100) > 0)
            seed = _seeds[0];
        seed.CopyTo(_buffer, 0);
        _length = seed.Length;
        for (var mutations = random.Next(MostMutations + 1); mutations > 0; mutations--)
            Mutate(random);
        return _buffer.AsSpan(0, _length);
    }

    private void Mutate(Random random)
    {
        var at = random.Next(_length + 1);
        switch (random.Next(8))
        {
            case 0 when at < _length:
                _buffer[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < _length:
                _buffer[at] = (byte)random.Next(256);
                break;
            case 2:
                Replace(at, 0, [(byte)random.Next(256)]);
                break;
            case 3:
                Replace(at, random.Next(_length - at + 1), []);
                break;
            case 4:
                Repeat(at, random);
                break;
            case 5:
                _length = at;
                break;
            case 6:
                var other = _seeds[random.Next(_seeds.Length)];
                var from = random.Next(other.Length + 1);
                Replace(
                    at,
                    random.Next(Math.Min(16, _length - at) + 1),
                    other.AsSpan(from, random.Next(Math.Min(64, other.Length - from) + 1)));
                break;
            default:
                Replace(at, random.Next(Math.Min(8, _length - at) + 1), Words[random.Next(Words.Length)]);
                break;
        }
    }

    private void Repeat(int at, Random random)
    {
        Span<byte> piece = stackalloc byte[64];
        piece = piece[..random.Next(Math.Min(piece.Length, _length - at) + 1)];
        _buffer.AsSpan(at, piece.Length).CopyTo(piece);
        for (var times = 1 << random.Next(6); times > 0; times--)
            Replace(at, 0, piece);
    }

    /// <summary>Puts bytes in the place of others; what would not fit is not put.</summary>
    private void Replace(int at, int count, ReadOnlySpan<byte> bytes)
    {
        if (_length - count + bytes.Length > _buffer.Length)
            return;
        _buffer.AsSpan(at + count, _length - at - count).CopyTo(_buffer.AsSpan(at + bytes.Length));
        bytes.CopyTo(_buffer.AsSpan(at));
        _length += bytes.Length - count;
    }
}
