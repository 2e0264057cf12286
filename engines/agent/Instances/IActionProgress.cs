namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>Is told how far an action is.</summary>
internal interface IActionProgress
{
    /// <param name="message">What is done now.</param>
    /// <param name="percent">0 to 100; null when not known.</param>
    void Say(string message, int? percent = null);

    /// <summary>The process that works for the action now, 0 when none does: what must be ended before the action is done again by another agent.</summary>
    void Works(int pid);

    /// <summary>From now on the data folder cannot be started, until it is said to be whole.</summary>
    void FolderIsHalfBuilt();

    void FolderIsWhole();
}
