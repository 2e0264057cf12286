using Ham4Db.Cli.Rendering;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Cli.Hosting;

/// <summary>The log: one line an entry, quiet about everything but Ham4Db itself.</summary>
/// <param name="writer">Standard error.</param>
/// <param name="time">Clock.</param>
internal sealed class LogLines(TextWriter writer, TimeProvider time) : ILoggerProvider
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";
    private const int StartFailed = 11;

    private readonly Lock _lock = new();

    /// <summary>Makes it the only log.</summary>
    /// <param name="logging">The log.</param>
    /// <param name="environment">Where it goes.</param>
    /// <param name="level">Least level of Ham4Db's own entries.</param>
    public static void Use(ILoggingBuilder logging, CliEnvironment environment, LogLevel level)
    {
        logging.ClearProviders();
        logging.AddProvider(new LogLines(environment.Error, environment.Time));
        logging.SetMinimumLevel(level > LogLevel.Warning ? level : LogLevel.Warning);
        logging.AddFilter("Ham4Db", level);
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string text, Exception? exception)
    {
        var line = $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Word(level)} {SafeText.Clean(text)}";
        // What was foreseen is told by its message; a stack trace helps with the rest only.
        if (exception is not null && level < LogLevel.Error) line += ": " + SafeText.Clean(exception.Message);
        else if (exception is not null) line += "\n" + SafeText.Clean(exception.ToString(), keepLines: true);
        lock (_lock) writer.WriteLine(line);
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        _ => "error",
    };

    private sealed class Category(LogLines lines, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // A failed start is told by the command, in one sentence.
            if (name != HostCategory || eventId.Id != StartFailed) lines.Write(logLevel, formatter(state, exception), exception);
        }
    }
}
