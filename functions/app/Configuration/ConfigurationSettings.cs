using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Ham4Db.Functions.Configuration;

/// <summary>Reads the keys of the section <c>Ham4Db</c> of app settings and environment (<c>Ham4Db__InstancePollSeconds</c>).</summary>
internal static class ConfigurationSettings
{
    public const string SectionName = "Ham4Db";

    public static IEnumerable<ConfigurationEntry> Read(IConfiguration settings, ConfigurationReport report)
    {
        foreach (var section in settings.GetSection(SectionName).GetChildren())
        {
            var place = $"setting {SectionName}__{section.Key}";
            var children = section.GetChildren().ToArray();
            if (children.Length > 0 && !string.IsNullOrEmpty(section.Value))
                report.Fail(place, section.Key, $"{section.Key} is given both as one text and by its parts ({SectionName}__{section.Key}__{children[0].Key}): keep one of them.");
            else if (children.Length > 0)
                yield return new(section.Key, Parts(children), place);
            else
                yield return new(section.Key, JsonSerializer.SerializeToElement(section.Value), place);
        }
    }

    private static JsonElement Parts(IConfigurationSection[] children) =>
        children.All(child => int.TryParse(child.Key, out _))
            ? JsonSerializer.SerializeToElement(children.OrderBy(child => int.Parse(child.Key)).Select(child => child.Value ?? ""))
            : JsonSerializer.SerializeToElement(children.ToDictionary(child => child.Key, child => child.Value ?? "", StringComparer.Ordinal));
}
