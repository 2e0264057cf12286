using Ham4Db.OpenGaussAgent.Configuration;

namespace Ham4Db.OpenGaussAgent.Fencing;

/// <summary>Whether a primary must stop, from what its agent has seen.</summary>
internal static class FencingDecision
{
    /// <param name="options">The limits.</param>
    /// <param name="isPrimary">What the instance is; null when it does not say, which may hide a primary.</param>
    /// <param name="sinceServer">Since a manager was last heard of.</param>
    /// <param name="sinceStandby">Since a synchronous standby was last seen streaming.</param>
    /// <returns>The reason to stop it; null to leave it.</returns>
    public static string? Decide(FencingOptions options, bool? isPrimary, TimeSpan sinceServer, TimeSpan sinceStandby) =>
        options.Enabled && isPrimary != false && sinceServer >= options.After && sinceStandby >= options.After
            ? $"no manager for {sinceServer.TotalSeconds:0.#} s and no synchronous standby for {sinceStandby.TotalSeconds:0.#} s"
            : null;
}
