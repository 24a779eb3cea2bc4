using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>Writes an assembly's public face as text: types, members, nullability, default values and constants.</summary>
internal static class PublicApiPrinter
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(TypeHeader(type)).Append("\n{\n");
            foreach (var member in Members(type))
                text.Append("    ").Append(member).Append('\n');
            text.Append("}\n\n");
        }

        return text.ToString();
    }

    private static string TypeHeader(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsSealed: true } => "sealed class",
            _ => type.IsAbstract ? "abstract class" : "class",
        };
        var record = type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is null ? "" : " (record)";
        var bases = type.GetInterfaces().Where(implemented => implemented.IsPublic).Select(TypeText.Of).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && !type.IsEnum)
            bases.Insert(0, TypeText.Of(parent));
        return $"public {kind} {type.Namespace}.{TypeText.Of(type)}{record}{(bases.Count == 0 || type.IsEnum ? "" : " : " + string.Join(", ", bases))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Select(value => $"{value} = {Convert.ToInt64(value, null)}");
        return [
            .. type.GetFields(Declared).Where(field => field.IsPublic).Select(Field).Order(StringComparer.Ordinal),
            .. type.GetConstructors(Declared).Where(IsWritten).Select(constructor => $"{TypeText.Of(type)}({Parameters(constructor)})").Order(StringComparer.Ordinal),
            .. type.GetProperties(Declared).Where(property => property.GetAccessors().Length > 0).Select(Property).Order(StringComparer.Ordinal),
            .. type.GetMethods(Declared).Where(method => IsWritten(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))).Select(Method).Order(StringComparer.Ordinal)];
    }

    /// <summary>Public, and not what the compiler adds to a record.</summary>
    private static bool IsWritten(MethodBase method) => method.IsPublic && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static string Field(FieldInfo field)
    {
        // A decimal constant is a static field with its value in an attribute.
        var constant = field.IsLiteral ? field.GetRawConstantValue() : field.GetCustomAttribute<DecimalConstantAttribute>()?.Value;
        return constant is null ? $"{(field.IsStatic ? "static " : "")}{TypeText.Of(field)} {field.Name}" : $"const {TypeText.Of(field)} {field.Name} = {TypeText.OfValue(constant)}";
    }

    private static string Property(PropertyInfo property)
    {
        var setter = property.SetMethod is not { IsPublic: true } set ? ""
            : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var isStatic = property.GetMethod!.IsStatic ? "static " : "";
        return $"{isStatic}{required}{TypeText.Of(property)} {property.Name} {{ get;{setter} }}{InitialValue(property)}";
    }

    /// <summary>What a property of an options type holds when nobody says anything.</summary>
    private static string InitialValue(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        if (property.SetMethod is null || property.GetMethod!.IsStatic || type.GetConstructor([]) is null || type.IsDefined(typeof(RequiredMemberAttribute)))
            return "";
        var value = property.GetValue(Activator.CreateInstance(type));
        return value is string or IFormattable or bool or Uri ? " = " + TypeText.OfValue(value) : "";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(GenericArgument))}>" : "";
        var self = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{(method.IsStatic ? "static " : "")}{TypeText.Of(method.ReturnParameter)} {method.Name}{generic}({self}{Parameters(method)})";
    }

    private static string GenericArgument(Type argument) =>
        $"{argument.Name}{(argument.GetGenericParameterConstraints() is { Length: > 0 } constraints ? " : " + string.Join(" & ", constraints.Select(TypeText.Of)) : "")}";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsOut ? "out " : "")}{TypeText.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + TypeText.OfDefault(parameter) : "")}";
}
