namespace Ham4Db.Web.Tests.Support;

/// <summary>Names that somebody may give a server, a cluster or a reason, and that must stay text.</summary>
internal static class Hostile
{
    public const string Markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    public const string RightToLeft = "\u202Egnp.exe \u05E9\u05DC\u05D5\u05DD";
    public const string Emoji = "🐬🔥 ‮{name} %s ${x}";

    public static string Long { get; } = new('w', 300);
}
