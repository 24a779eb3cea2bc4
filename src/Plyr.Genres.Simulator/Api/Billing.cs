namespace Plyr.Genres.Simulator;

/// <summary>Whether the simulated account can pay.</summary>
public enum Billing
{
    /// <summary>It can.</summary>
    Paid,

    /// <summary>No means of payment is set up.</summary>
    NotSetUp,

    /// <summary>The prepaid credit is used up.</summary>
    InsufficientCredit,
}
