namespace Ham4Db.Core.Model;

/// <summary>How willing a user is to see an instance promoted. Smaller is better.</summary>
public enum PromotionRule
{
    /// <summary>Promote it if it is at all possible.</summary>
    Must,

    /// <summary>Promote it rather than others.</summary>
    Prefer,

    /// <summary>No wish.</summary>
    Neutral,

    /// <summary>Promote others first.</summary>
    PreferNot,

    /// <summary>Never promote it.</summary>
    MustNot,
}
