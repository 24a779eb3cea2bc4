using System.Buffers;
using System.Text;

namespace Plyr.Genres;

/// <summary>Rule 2: the one form in which names are compared, stored and put on tracks.</summary>
internal static class GenreName
{
    /// <summary>The longest name kept, in UTF-16 code units.</summary>
    public const int MaxLength = 100;

    /// <summary>The name in its normal form, or null when nothing usable is left. A name that is already normal comes back itself.</summary>
    public static string? Normalize(string? raw)
    {
        if (raw is null || IsPlain(raw))
            return raw;
        Span<char> buffer = stackalloc char[MaxLength];
        if (!TryNormalize(raw, buffer, out var name))
            return null;
        return name.SequenceEqual(raw) ? raw : name.ToString();
    }

    /// <summary>Whether a name is one that <see cref="Normalize"/> keeps.</summary>
    public static bool IsUsable(string name) => IsPlain(name) || TryNormalize(name, stackalloc char[MaxLength], out _);

    /// <summary>Writes the normal form into <paramref name="buffer"/>, which holds <see cref="MaxLength"/> characters.</summary>
    /// <returns>False when the name is empty, too long, holds a control character or is not well-formed text.</returns>
    public static bool TryNormalize(ReadOnlySpan<char> raw, Span<char> buffer, out ReadOnlySpan<char> name)
    {
        name = default;
        if (TryLowerAscii(raw, buffer))
        {
            name = buffer[..raw.Length];
            return true;
        }

        Span<char> collapsed = stackalloc char[MaxLength];
        if (!TryCollapse(raw, collapsed, out var length) || length == 0)
            return false;
        var lowered = ((ReadOnlySpan<char>)collapsed[..length]).ToLowerInvariant(buffer);
        name = buffer[..lowered];
        return true;
    }

    /// <summary>Whether a name is printable ASCII that is normal already, as almost all are.</summary>
    private static bool IsPlain(ReadOnlySpan<char> raw) => IsWellSpacedAscii(raw) && !raw.ContainsAnyInRange('A', 'Z');

    /// <summary>The short way for printable ASCII whose spaces are as they should be; what it refuses goes the general way.</summary>
    private static bool TryLowerAscii(ReadOnlySpan<char> raw, Span<char> buffer) =>
        IsWellSpacedAscii(raw) && Ascii.ToLower(raw, buffer, out _) == OperationStatus.Done;

    private static bool IsWellSpacedAscii(ReadOnlySpan<char> raw) =>
        raw.Length is > 0 and <= MaxLength && raw[0] != ' ' && raw[^1] != ' ' && !raw.ContainsAnyExceptInRange(' ', '~') && !raw.Contains("  ", StringComparison.Ordinal);

    private static bool TryCollapse(ReadOnlySpan<char> raw, Span<char> collapsed, out int length)
    {
        length = 0;
        var pendingSpace = false;
        while (!raw.IsEmpty)
        {
            // An unpaired surrogate has no UTF-8 form: a store would write another name than the one on the tag.
            if (Rune.DecodeFromUtf16(raw, out var rune, out var consumed) != OperationStatus.Done)
                return false;
            if (Rune.IsWhiteSpace(rune))
            {
                pendingSpace = length > 0;
            }
            else
            {
                if (Rune.IsControl(rune) || length + consumed + (pendingSpace ? 1 : 0) > collapsed.Length)
                    return false;
                if (pendingSpace)
                    collapsed[length++] = ' ';
                pendingSpace = false;
                raw[..consumed].CopyTo(collapsed[length..]);
                length += consumed;
            }

            raw = raw[consumed..];
        }

        return true;
    }
}
