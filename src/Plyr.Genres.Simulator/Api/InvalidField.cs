namespace Plyr.Genres.Simulator;

/// <summary>An error in a request's body.</summary>
/// <param name="Type">The kind of error.</param>
/// <param name="Field">The path of the member; empty for the body itself.</param>
/// <param name="Description">The error in words.</param>
internal sealed record InvalidField(string Type, string Field, string Description)
{
    public string Line => Field.Length == 0 ? $"- {Description}\n" : $"- {Field}: {Description}\n";

    public static InvalidField Required(string field, string name) => new("required", field, $"{name} is required");

    public static InvalidField Additional(string name) =>
        new("additional_property_not_allowed", "", $"Additional property {name} is not allowed");

    public static InvalidField WrongType(string field, string expected, string given) =>
        new("invalid_type", field, $"Invalid type. Expected: {expected}, given: {given}");
}
