namespace Ham4Db.Runtime.Hosting;

/// <summary>The host cannot start; the message is a plain sentence for whoever started it.</summary>
public class RuntimeStartupException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and, where known, what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public RuntimeStartupException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
