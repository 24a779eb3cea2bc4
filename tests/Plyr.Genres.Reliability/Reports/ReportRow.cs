namespace Plyr.Genres.Reliability.Reports;

/// <summary>One row of the table of reliability.</summary>
/// <param name="What">What was tried.</param>
/// <param name="Tried">How much of it.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Holds">Whether it is as promised; null where it was not measured here.</param>
internal sealed record ReportRow(string What, string Tried, string Result, bool? Holds);
