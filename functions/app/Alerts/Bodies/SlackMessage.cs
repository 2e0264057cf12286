using System.Text.Json.Nodes;
using Ham4Db.Functions.Alerts.Events;

namespace Ham4Db.Functions.Alerts.Bodies;

/// <summary>A message for an incoming webhook of Slack: a text for notifications, and blocks.</summary>
internal static class SlackMessage
{
    // Slack takes at most ten fields in a section.
    private const int MaxFields = 10;

    public static JsonObject Of(HookEvent hook) => new()
    {
        ["text"] = $"{Icon(HookText.Mood(hook))} {Escape(HookText.Title(hook))}",
        ["blocks"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "section",
                ["text"] = Markdown($"{Icon(HookText.Mood(hook))} *{Escape(HookText.Title(hook))}*"),
            },
            new JsonObject
            {
                ["type"] = "section",
                ["fields"] = new JsonArray([.. HookText.Facts(hook).Take(MaxFields).Select(fact => Markdown($"*{fact.Name}*\n{Escape(fact.Value)}"))]),
            }),
    };

    private static JsonObject Markdown(string text) => new() { ["type"] = "mrkdwn", ["text"] = text };

    // The three characters that Slack's markup asks to be escaped: without them no link and no mention can be made of a host name.
    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Icon(HookMood mood) => mood switch
    {
        HookMood.Good => ":white_check_mark:",
        HookMood.Warning => ":warning:",
        HookMood.Bad => ":rotating_light:",
        _ => ":information_source:",
    };
}
