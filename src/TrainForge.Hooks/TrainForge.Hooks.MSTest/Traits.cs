using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace TrainForge.Hooks.MSTest;

/// <summary>
/// What users wrote on a test method and its classes, by the names of MSTest's attributes. The test context has it too, but mixed with
/// the parameters of the run, among which there may be secrets.
/// </summary>
internal static class Traits
{
    private const string Namespace = "Microsoft.VisualStudio.TestTools.UnitTesting.";

    private static readonly ConcurrentDictionary<(string, string), string[]> Known = new();

    /// <summary>A category by its name, the others as name=value.</summary>
    public static string[] Of(Assembly? assembly, string? className, string? method) =>
        assembly is null || className is null || method is null ? [] : Known.GetOrAdd((className, method), _ => Read(assembly.GetType(className), method));

    private static string[] Read(Type? type, string method)
    {
        var members = new List<MemberInfo>();
        for (; type is not null; type = type.BaseType)
        {
            members.AddRange(type.GetMember(method, MemberTypes.Method, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));
            members.Add(type);
        }

        return [.. members.SelectMany(member => member.GetCustomAttributesData()).Select(Trait).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static string? Trait(CustomAttributeData attribute)
    {
        var values = attribute.ConstructorArguments.Select(argument => Convert.ToString(argument.Value, CultureInfo.InvariantCulture)).ToArray();
        return (attribute.AttributeType.FullName, values) switch
        {
            (Namespace + "TestCategoryAttribute", [var category]) => category,
            (Namespace + "TestPropertyAttribute", [var name, var value]) => $"{name}={value}",
            (Namespace + "PriorityAttribute", [var priority]) => $"Priority={priority}",
            (Namespace + "OwnerAttribute", [var owner]) => $"Owner={owner}",
            _ => null,
        };
    }
}
