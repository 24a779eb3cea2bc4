using System.Globalization;
using System.Reflection;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>Types and values as C# writes them, with the question marks of nullable references.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(FieldInfo member) => Of(member.FieldType, new NullabilityInfoContext().Create(member));

    public static string Of(PropertyInfo member) => Of(member.PropertyType, new NullabilityInfoContext().Create(member));

    public static string Of(ParameterInfo member)
    {
        var type = member.ParameterType.IsByRef ? member.ParameterType.GetElementType()! : member.ParameterType;
        return Of(type, new NullabilityInfoContext().Create(member));
    }

    public static string Of(Type type) => Of(type, null);

    /// <summary>A parameter's default value; <c>default</c> where the type's own is meant.</summary>
    public static string OfDefault(ParameterInfo parameter) =>
        parameter.DefaultValue is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : OfValue(parameter.DefaultValue);

    public static string OfValue(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Of(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying, null) + "?";
        var mark = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{mark}";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword + mark;
        if (!type.IsGenericType)
            return type.Name + mark;
        var arguments = type.GetGenericArguments().Select((argument, i) => Of(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
    }
}
