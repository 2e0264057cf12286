using System.Collections.Concurrent;
using Ham4Db.Core.Model;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>What is remembered of one instance from probe to probe, across connections: last answers, and which questions fail there.</summary>
internal sealed class InstanceMemory
{
    private readonly ConcurrentDictionary<Question, string> _answers = new();
    private readonly ConcurrentDictionary<Question, long> _failing = new();
    private long _clock;

    /// <summary>Where the binary log stood when that was last told.</summary>
    public BinlogCoordinates BinlogPosition { get; set; } = BinlogCoordinates.None;

    /// <summary>Last answer to a configured query; empty for none.</summary>
    public string Answer(Question question) => _answers.GetValueOrDefault(question, "");

    /// <summary>Questions that work come first, then those that fail, longest untried first: a failing statement ends a batch.</summary>
    public long Rank(Question question) => _failing.GetValueOrDefault(question, 0);

    /// <summary>Remembers an answer.</summary>
    public void Answered(Question question, string answer)
    {
        _failing.TryRemove(question, out _);
        _answers[question] = answer;
    }

    /// <summary>Remembers a failure.</summary>
    /// <returns>Whether it is a new one.</returns>
    public bool Failed(Question question)
    {
        var isNew = !_failing.ContainsKey(question);
        _failing[question] = Interlocked.Increment(ref _clock);
        return isNew;
    }
}
