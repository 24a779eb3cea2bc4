using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.IntegrationTests.Secrets;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class CommandLineTests
{
    [TestCase("--bogus")]
    [TestCase("serve", "--port")]
    [TestCase("serve", "--urls", "nowhere")]
    [TestCase("serve", "--database", "mysql://user:secret@db/plyr")]
    [TestCase("serve", "--public-url", "ftp://example.org")]
    [TestCase("serve", "--no-jobs")]
    [TestCase("--data", "elsewhere", "backfill")]
    [TestCase("--no-jobs", "worker")]
    public async Task Wrong_arguments_and_settings_end_with_3_and_one_sentence(params string[] arguments)
    {
        var (code, error) = await RunAsync(arguments);
        Assert.That(code, Is.EqualTo(ExitCodes.Usage));
        Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(error, Does.EndWith($".{Environment.NewLine}").And.Not.Contain("secret"));
    }

    [Test]
    public async Task A_port_that_is_taken_ends_with_3_and_the_advice_to_use_another()
    {
        await using var host = await RunningHost.StartAsync();
        using var folder = new TemporaryFolder();
        var (code, error) = await RunAsync("serve", "--urls", host.App.Address.ToString(), "--data", folder.Path);
        Assert.That(code, Is.EqualTo(ExitCodes.Usage));
        Assert.That(error, Does.StartWith("URLS is").And.Contain("another program listens on that port"));
    }

    [Test]
    public async Task A_data_folder_that_can_not_be_created_ends_with_3_and_names_the_setting()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "");

        var (code, error) = await RunAsync("serve", "--data", Path.Combine(file, "data"));

        Assert.That(code, Is.EqualTo(ExitCodes.Usage));
        Assert.That(error, Does.Contain("can't be created. Set DATA_FOLDER (--data)"));
    }

    [TestCase("http://192.0.2.1:5150", "does not have the address")]
    [TestCase("https://127.0.0.1:0", "certificate")]
    [TestCase("http://localhost:0", "127.0.0.1")]
    [TestCase("http://127.0.0.1:80", "may not listen")]
    public async Task An_address_where_it_can_not_listen_ends_with_3_and_one_sentence(string address, string part)
    {
        if (address.EndsWith(":80", StringComparison.Ordinal) && MayListenAnywhere())
            Assert.Ignore("This account may listen on every port.");
        using var folder = new TemporaryFolder();
        var (code, error) = await RunAsync("serve", "--urls", address, "--data", folder.Path);
        Assert.That(code, Is.EqualTo(ExitCodes.Usage), error);
        Assert.That(
            error, Does.StartWith($"URLS is '{address}'").And.Contain(part).And.EndWith($".{Environment.NewLine}"));
        Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Data_that_another_host_serves_ends_with_3()
    {
        await using var host = await RunningHost.StartAsync();
        var (code, error) = await RunAsync("--urls", "http://127.0.0.1:0", "--data", host.DataFolder);
        Assert.That(code, Is.EqualTo(ExitCodes.Usage));
        Assert.That(error, Does.Contain("Another host serves"));
    }

    private static bool MayListenAnywhere()
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, 80);
            listener.Start();
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode != SocketError.AccessDenied;
        }
    }

    private static async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, TextWriter.Null, error);
        WatchedSecrets.Watch.Look("console", error.ToString());
        return (code, error.ToString());
    }
}
