using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>Reads the body of a create as strictly as Replicate does, and reports every fault at once.</summary>
internal static class CreateBody
{
    private static readonly string[] Members = ["version", "input", "webhook", "webhook_events_filter", "stream"];

    /// <returns>The model's input, or the problem.</returns>
    public static (ModelInput? Input, Problem? Problem) Read(JsonElement body, string version)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return (null, Problems.Invalid([InvalidField.WrongType("", "object", InputFields.NameOf(body))]));

        var faults = new List<InvalidField>();
        var given = InputFields.String(body, "version", "", faults);
        if (given is null && faults.Count == 0)
            faults.Add(InvalidField.Required("", "version"));
        var input = InputFields.Read(body, faults);
        faults.AddRange(body.EnumerateObject().Where(member => !Members.Contains(member.Name)).Select(member => InvalidField.Additional(member.Name)));
        if (faults.Count > 0)
            return (null, Problems.Invalid(faults));

        // A version may stand alone or behind the name of its model.
        return given!.Split(':')[^1] == version ? (input, null) : (null, Problems.InvalidVersion);
    }
}
