namespace Plyr.Genres.Simulator;

/// <summary>Whether a request brings the token. <c>Token</c> is the older name of the scheme.</summary>
internal static class Authentication
{
    public static Problem? Check(HttpRequest request, SimulatorOptions options)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        if (parts is not [var scheme, { Length: > 0 } token])
            return Problems.NoToken;
        if (!scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && !scheme.Equals("Token", StringComparison.OrdinalIgnoreCase))
            return Problems.NoToken;
        return options.Token is null || options.Token == token ? null : Problems.InvalidToken;
    }
}
