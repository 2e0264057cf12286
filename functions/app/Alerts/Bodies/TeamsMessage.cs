using System.Text.Json.Nodes;
using Ham4Db.Functions.Alerts.Events;

namespace Ham4Db.Functions.Alerts.Bodies;

/// <summary>A message for a workflow of Microsoft Teams: one adaptive card.</summary>
internal static class TeamsMessage
{
    public static JsonObject Of(HookEvent hook) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "TextBlock",
                        ["text"] = Escape(HookText.Title(hook)),
                        ["weight"] = "Bolder",
                        ["size"] = "Medium",
                        ["wrap"] = true,
                        ["color"] = Color(HookText.Mood(hook)),
                    },
                    new JsonObject
                    {
                        ["type"] = "FactSet",
                        ["facts"] = new JsonArray([.. HookText.Facts(hook).Select(fact => new JsonObject { ["title"] = fact.Name, ["value"] = Escape(fact.Value) })]),
                    }),
            },
        }),
    };

    // Cards read Markdown: a backslash keeps what comes from servers from becoming a link.
    private static string Escape(string text) => string.Concat(text.Select(c => c is '\\' or '[' or ']' or '*' or '_' or '`' or '<' or '>' ? "\\" + c : c.ToString()));

    private static string Color(HookMood mood) => mood switch
    {
        HookMood.Good => "Good",
        HookMood.Warning => "Warning",
        HookMood.Bad => "Attention",
        _ => "Default",
    };
}
