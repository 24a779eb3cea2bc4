namespace Plyr.Genres.Simulator;

/// <summary>Specifies whether the simulated account can pay.</summary>
public enum Billing
{
    /// <summary>The account can pay.</summary>
    Paid,

    /// <summary>Billing is not set up.</summary>
    NotSetUp,

    /// <summary>The prepaid credit is used up.</summary>
    InsufficientCredit,
}
