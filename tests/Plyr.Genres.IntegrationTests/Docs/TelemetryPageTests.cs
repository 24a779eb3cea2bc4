using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Docs.Pages;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The tables of telemetry.md have the names under which the library reports.</summary>
internal sealed class TelemetryPageTests
{
    private static MarkdownPage Page => MarkdownPage.Read("docs/telemetry.md");

    private static IEnumerable<string> Names =>
        typeof(PlyrGenresDiagnostics)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(constant => (string)constant.GetRawConstantValue()!);

    [Test]
    public void The_table_of_metrics_has_their_names_kinds_and_units()
    {
        var published = Instruments();
        Assert.That(
            Page.Table("metric").Select(row => (row[0], row[1], row[2])),
            Is.EqualTo(
                published.Select(instrument =>
                    (instrument.Name, instrument is Histogram<double> ? "histogram" : "counter", instrument.Unit))));
    }

    [Test]
    public void Every_name_stands_in_a_table()
    {
        var named = new[] { "metric", "span", "tag" }
            .SelectMany(Page.Table)
            .Select(row => row[0])
            .Append(PlyrGenresDiagnostics.MeterName)
            .ToList();
        Assert.That(named, Is.EquivalentTo(Names.Distinct()), "docs/telemetry.md and PlyrGenresDiagnostics");
    }

    [Test]
    public void The_table_of_log_entries_has_their_ids_names_and_levels()
    {
        var entries = typeof(PlyrGenresOptions).Assembly.GetType("Plyr.Genres.Diagnostics.Log", throwOnError: true)!
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => (method.Name, Entry: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(method => method.Entry is not null)
            .OrderBy(method => method.Entry!.EventId)
            .Select(method => ($"{method.Entry!.EventId}", method.Name, method.Entry.Level.ToString()))
            .ToList();
        Assert.That(entries, Is.Not.Empty);
        Assert.That(Page.Table("id").Select(row => (row[0], row[1], row[2])), Is.EqualTo(entries));
    }

    private static List<Instrument> Instruments()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres().UseTrackStore<InMemoryTrackExtraStore>();
        using var provider = services.BuildServiceProvider();
        var meters = provider.GetRequiredService<IMeterFactory>();
        var published = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == PlyrGenresDiagnostics.MeterName && ReferenceEquals(instrument.Meter.Scope, meters))
                    published.Add(instrument);
            },
        };
        listener.Start();
        provider.GetRequiredService<TrackGenres>();
        return published;
    }
}
