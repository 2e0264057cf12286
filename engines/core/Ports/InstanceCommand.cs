namespace Ham4Db.Core.Ports;

/// <summary>What is done to a whole instance.</summary>
public enum InstanceCommand
{
    /// <summary>It is started in a role.</summary>
    Start,

    /// <summary>It is stopped in order.</summary>
    Stop,

    /// <summary>It is stopped in order and started again in the role that it had.</summary>
    Restart,

    /// <summary>Its data is replaced by that of another instance, and it is started as a standby.</summary>
    Build,

    /// <summary>A cascade standby changes places with the standby above it (openGauss).</summary>
    SwitchOver,
}
