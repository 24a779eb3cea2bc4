using System.CommandLine;
using System.Globalization;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the options of <c>backfill</c> and validates their combinations.</summary>
internal sealed class BackfillOptionSet
{
    /// <summary>
    /// The default concurrency of <c>--renormalize</c>. It doesn't wait for a model, and concurrent writes share a
    /// transaction.
    /// </summary>
    private const int RenormalizeConcurrency = 100;

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Only lists the tracks and estimates the cost.",
    };

    private readonly Option<int?> _limit = Whole("--limit", 0, "Asks the model for at most N tracks. 0 asks for none.");

    private readonly Option<int?> _concurrency = Whole(
        "--concurrency",
        1,
        $"Classifies N tracks at once. The default is {BackfillOptions.DefaultConcurrency}, with --renormalize "
        + $"{RenormalizeConcurrency}.");

    private readonly Option<int?> _rate = Whole(
        "--rate",
        1,
        $"Starts at most N runs per minute. The default is {BackfillOptions.DefaultRunsPerMinute} on Replicate "
        + "and with --queue.");

    private readonly Option<string?> _after = new("--after")
    {
        Description = "Starts after this track, the last one of an earlier report.",
        HelpName = "ID",
    };

    private readonly Option<bool> _retryFailures = new("--retry-failures")
    {
        Description = "Also classifies tracks with a recorded failure.",
    };

    private readonly Option<bool> _otherModels = new("--other-models")
    {
        Description = "Also classifies tracks again whose predictions come from another model or version.",
    };

    private readonly Option<bool> _renormalize = new("--renormalize")
    {
        Description = "Computes stored predictions again from their kept scores instead of asking the model.",
    };

    private readonly Option<bool> _reapplyAutoTags = new("--reapply-auto-tags")
    {
        Description = "With --renormalize: also replaces the auto-tags.",
    };

    private readonly Option<bool> _queue = new("--queue")
    {
        Description = "Queues the tracks for the workers on the same PostgreSQL instead of classifying them here.",
    };

    private readonly Option<bool> _wait = new("--wait")
    {
        Description = "With --queue: waits until the workers have finished.",
    };

    public void AddTo(Command command)
    {
        Option[] options =
        [
            _dryRun, _limit, _concurrency, _rate, _after, _retryFailures, _otherModels, _renormalize, _reapplyAutoTags,
            _queue, _wait,
        ];
        foreach (var option in options)
            command.Options.Add(option);
    }

    public bool IsQueued(ParseResult parsed) => parsed.GetValue(_queue);

    public bool Waits(ParseResult parsed) => parsed.GetValue(_wait);

    /// <exception cref="SettingsException">Two options can't be combined.</exception>
    public BackfillOptions Read(ParseResult parsed)
    {
        RefuseMisplaced(parsed);
        var renormalize = parsed.GetValue(_renormalize);
        return new BackfillOptions
        {
            DryRun = parsed.GetValue(_dryRun),
            Limit = parsed.GetValue(_limit),
            Concurrency = parsed.GetValue(_concurrency)
                ?? (renormalize ? RenormalizeConcurrency : BackfillOptions.DefaultConcurrency),
            RunsPerMinute = parsed.GetValue(_rate),
            After = parsed.GetValue(_after) is { } after ? TrackIds.Parse(after) : default(TrackId?),
            RetryFailures = parsed.GetValue(_retryFailures),
            OtherModelVersions = parsed.GetValue(_otherModels),
            Renormalize = renormalize,
            ReapplyAutoTags = parsed.GetValue(_reapplyAutoTags),
        };
    }

    private void RefuseMisplaced(ParseResult parsed)
    {
        if (parsed.GetValue(_renormalize))
        {
            Refuse(
                parsed,
                "can't be combined with --renormalize, which does not run the model",
                _limit,
                _rate,
                _retryFailures,
                _otherModels,
                _queue);
        }
        else
        {
            Refuse(parsed, "needs --renormalize", _reapplyAutoTags);
        }

        if (!IsQueued(parsed))
        {
            Refuse(parsed, "needs --queue", _wait);
            return;
        }

        Refuse(parsed, "can't be combined with --queue; list the tracks without --queue", _dryRun);
        Refuse(
            parsed,
            $"can't be combined with --queue; the setting {SettingNames.ClusterConcurrency} limits all workers",
            _concurrency);
    }

    private static void Refuse(ParseResult parsed, string reason, params Option[] options)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } option)
            throw new SettingsException($"{option.Name} {reason}. Remove one of them.");
    }

    private static Option<int?> Whole(string name, int min, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min)
                return number;
            result.AddError($"{name} is '{text}'; it must be a whole number, {min} or more.");
            return null;
        };
        return option;
    }
}
