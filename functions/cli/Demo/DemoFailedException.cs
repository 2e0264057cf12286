namespace Ham4Db.Cli.Demo;

/// <summary>Something of the demo did not happen, or something happened that must not.</summary>
/// <param name="message">Which step, and why as far as it is known.</param>
internal sealed class DemoFailedException(string message) : Exception(message);
