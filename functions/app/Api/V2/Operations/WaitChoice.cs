using System.Globalization;
using Ham4Db.Functions.Api.Operations;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>How long a caller wants to wait for the end of what they ask for.</summary>
/// <param name="Limit">At most so long; null until it has ended.</param>
internal readonly record struct WaitChoice(TimeSpan? Limit)
{
    /// <summary>Longest wait, in seconds.</summary>
    public const int Longest = 3600;

    /// <summary>Its name in a query.</summary>
    public const string Query = "wait";

    private const string Asynchronous = "respond-async";

    /// <summary>Not at all.</summary>
    public static WaitChoice None { get; } = new(TimeSpan.Zero);

    /// <summary>Until it has ended.</summary>
    public static WaitChoice UntilEnd { get; } = new(null);

    /// <summary>Understands <c>?wait=seconds</c> and the header <c>Prefer: wait=seconds</c> or <c>respond-async</c> (RFC 7240).</summary>
    /// <param name="context">The request.</param>
    /// <param name="standard">What holds where it says nothing.</param>
    /// <exception cref="OperationException">It is no number in its range.</exception>
    public static WaitChoice Of(HttpContext context, WaitChoice standard)
    {
        if (Asked(context.Request) is { } asked) return asked;
        foreach (var preference in context.Request.Headers["Prefer"].SelectMany(value => (value ?? "").Split(',', ';')).Select(value => value.Trim()))
        {
            // What cannot be honoured is ignored, as the standard has it.
            if (preference.Equals(Asynchronous, StringComparison.OrdinalIgnoreCase)) return Applied(context, preference, None);
            if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= Longest)
                return Applied(context, $"wait={seconds}", new WaitChoice(TimeSpan.FromSeconds(seconds)));
        }

        return standard;
    }

    /// <summary>What the query says; null where it says nothing.</summary>
    /// <exception cref="OperationException">It is no number in its range.</exception>
    public static WaitChoice? Asked(HttpRequest request) =>
        request.Query[Query].ToString() is { Length: > 0 } text ? new WaitChoice(TimeSpan.FromSeconds(Numbers.Parse(Query, text, 0, 0, Longest))) : null;

    private static WaitChoice Applied(HttpContext context, string preference, WaitChoice choice)
    {
        context.Response.Headers["Preference-Applied"] = preference;
        return choice;
    }
}
