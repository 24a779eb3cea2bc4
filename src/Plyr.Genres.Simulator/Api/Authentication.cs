namespace Plyr.Genres.Simulator;

/// <summary>Checks the token of a request. <c>Token</c> is an older name of the scheme <c>Bearer</c>.</summary>
internal static class Authentication
{
    public static Problem? Check(HttpRequest request, SimulatorOptions options)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        if (parts is not [var scheme, { Length: > 0 } token] || !IsKnown(scheme))
            return Problems.NoToken;
        return options.Token is null || options.Token == token ? null : Problems.InvalidToken;
    }

    private static bool IsKnown(string scheme) =>
        scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        || scheme.Equals("Token", StringComparison.OrdinalIgnoreCase);
}
