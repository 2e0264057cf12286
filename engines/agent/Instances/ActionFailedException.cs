using Ham4Db.OpenGaussAgent.Commands;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>An action did not do what it should; the message is a sentence for people.</summary>
internal sealed class ActionFailedException : Exception
{
    public ActionFailedException()
    {
    }

    public ActionFailedException(string message)
        : base(message)
    {
    }

    public ActionFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ActionFailedException(string program, CommandResult result)
        : base(result.TimedOut
            ? $"{program} did not end in time: {result.Tail}"
            : $"{program} failed with exit code {result.ExitCode}: {result.Tail}")
    {
    }
}
