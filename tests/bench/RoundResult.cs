namespace Ham4Db.Bench;

/// <summary>One round: milliseconds from the fault to each phase, how many servers were writable at once (null: not measured), and what went wrong.</summary>
internal sealed record RoundResult(string Engine, string Fault, Dictionary<string, double> Milliseconds, int LostRows, int? MostWritable, string Error);
