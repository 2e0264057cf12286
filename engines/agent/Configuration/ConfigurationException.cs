namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>The configuration cannot be used; the message names every key that is wrong and what is allowed.</summary>
internal sealed class ConfigurationException : Exception
{
    public ConfigurationException()
    {
    }

    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
