using Ham4Db.OpenGaussAgent.Instances;

namespace Ham4Db.OpenGaussAgent.Actions;

/// <summary>Takes an action's progress to its operation.</summary>
internal sealed class OperationProgress(OperationDesk desk, string id) : IActionProgress
{
    public void Say(string message, int? percent = null) => desk.Say(id, message, percent);

    public void Works(int pid) => desk.Works(id, pid);

    public void FolderIsHalfBuilt() => desk.SetHalfBuilt(id);

    public void FolderIsWhole() => desk.SetHalfBuilt(null);
}
