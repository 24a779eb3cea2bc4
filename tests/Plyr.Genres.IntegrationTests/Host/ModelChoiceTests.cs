using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>What classifies, by the settings, and what the start says about it.</summary>
[TestFixture]
internal sealed class ModelChoiceTests
{
    private const string Token = "REPLICATE_API_TOKEN=r8_test";

    [TestCase(ModelKind.Simulator)]
    [TestCase(ModelKind.None, "SIMULATOR=off")]
    [TestCase(ModelKind.Replicate, Token)]
    [TestCase(ModelKind.Replicate, Token, "SIMULATOR=on")]
    [TestCase(ModelKind.Replicate, Token, "DATABASE_URL=sqlite:library.db")]
    [TestCase(ModelKind.SelfHosted, "PlyrGenres:Replicate:SelfHosted=true")]
    [TestCase(ModelKind.Local, "MODEL_FILE=model.onnx")]
    [TestCase(ModelKind.Local, "MODEL_FILE=model.onnx", Token)]
    [TestCase(ModelKind.None, "DATABASE_URL=sqlite:library.db")]
    [TestCase(ModelKind.None, "DATABASE_URL=postgres://user@127.0.0.1/plyr")]
    [TestCase(ModelKind.None, "DATABASE_URL=sqlite:library.db", "REPLICATE_API_TOKEN= ")]
    [TestCase(ModelKind.Simulator, "DATABASE_URL=sqlite:library.db", "SIMULATOR=on")]
    [Property("Rule", 41), Property("Fault", 2)]
    public void Settings_choose_the_model(ModelKind expected, params string[] settings) =>
        Assert.That(Read(settings).Model, Is.EqualTo(expected));

    [TestCase(
        "DATABASE_URL=sqlite:library.db", "invented genres are not written to a database that DATABASE_URL names")]
    [TestCase("SIMULATOR=off", "SIMULATOR is off")]
    public void Start_names_what_is_missing(string setting, string reason) =>
        Assert.That(Lines(setting), Has.Some.Contains(reason).And.Contains("Set REPLICATE_API_TOKEN"));

    [Test]
    public void Start_says_that_genres_are_invented() =>
        Assert.That(Lines(), Has.Some.Contains("invented by a simulator"));

    [Test]
    public void Start_names_the_model_file_and_its_licence() =>
        Assert.That(
            Lines("MODEL_FILE=/models/effnet.onnx"), Has.Some.Contains("effnet.onnx").And.Contains("non-commercial"));

    [TestCase("http://0.0.0.0:5150", "0.0.0.0")]
    [TestCase("http://[::]:5150", "[::]")]
    [TestCase("http://+:5150", "[::]")]
    [TestCase("http://*:5150", "[::]")]
    [Property("Fault", 19)]
    public void Wildcards_listen_on_every_address(string url, string host)
    {
        var address = Read($"URLS={url}").ListenAddress;

        Assert.Multiple(() =>
        {
            Assert.That(address.Host, Is.EqualTo(host));
            Assert.That(address.Port, Is.EqualTo(5150));
            Assert.That(address.IsLoopback, Is.False);
        });
    }

    [TestCase("URLS", "http://user:s3cret@127.0.0.1:5150")]
    [TestCase("URLS", "http://s3cret@127.0.0.1:5150")]
    [TestCase("PUBLIC_BASE_URL", "https://user:s3cret@tracks.example")]
    [TestCase("PUBLIC_BASE_URL", "https://user:s3cret@tracks example")]
    [Property("Fault", 42)]
    public void User_and_password_in_an_address_are_refused_and_not_repeated(string name, string url) => Assert.That(
        () => Read($"{name}={url}"),
        Throws.TypeOf<SettingsException>().With.Message.StartsWith(name).And.Message.Not.Contains("s3cret"));

    private static HostSettings Read(params string[] settings) =>
        HostSettingsReader.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings
                .Select(setting => setting.Split('=', 2))
                .Select(parts => KeyValuePair.Create(parts[0], (string?)parts[1])))
            .Build());

    private static string[] Lines(params string[] settings)
    {
        var read = Read(settings);
        return [.. StartReport.Lines(read.ListenAddress, read, read.Model is not ModelKind.None)];
    }
}
