using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

public abstract partial class TrackStoreContract
{
    private const string OwnKey = TrackExtraKeys.PredictionsModel;

    private static IEnumerable<TestCaseData> ForeignDocuments()
    {
        yield return Document(
            "numbers",
            """{"whole": 9007199254740993, "long": 123456789012345678901234567890, "decimals": 0.1000, "tiny": """
            + """1e-40, "huge": 1.5e300, "negative": -7.25}""");
        yield return Document("the order of arrays", """{"album": [3, 1, 2, [2, 1], {"b": [true, false, null]}]}""");
        yield return Document(
            "empty and null values",
            """{"null": null, "object": {}, "array": [], "text": "", "yes": true, "no": false}""");
        yield return Document(
            "odd keys",
            """{"": 1, " ": 2, "a.b": 3, "$[0]": 4, "qu\"ote": 5, "back\\slash": 6, "it's": 7, "ключ": 8, "🎧": 9,"""
            + """ "%_": 10, "__proto__": 11, "new\nline": 12}""");
        yield return Document(
            "texts",
            """{"text": "caf\u00e9 \u2028 \ud83c\udfb8 \\ \" / < > & ' line\nbreak\ttab", "plain": "café 🎸"}""");
        yield return Document(
            "keys that look like ours",
            """{"Genre_Predictions": 1, "genre_predictions ": 2, "AUTO_TAG": true, "genre": {"genre_predictions":"""
            + """ [], "genre_predictions_model": "theirs"}}""");
        yield return Document("a deep object", $$"""{"deep": {{Nested(500)}}}""");
        yield return Document("four megabytes", $$"""{"small": 1, "large": "{{new string('x', 4 * 1024 * 1024)}}"}""");

        static TestCaseData Document(string name, string json) =>
            new TestCaseData(json).SetCategory(StoreTopics.ForeignKeys).SetName($"A_write_keeps_foreign_keys({name})");
    }

    [TestCaseSource(nameof(ForeignDocuments))]
    public async Task A_write_keeps_foreign_keys(string extra)
    {
        var id = await AddAsync(new StoredTrack { Extra = extra });

        await SetAsync(id, OwnKey, "\"v1\"");
        var written = await Harness.ReadExtraAsync(id);
        await SetAsync(id, OwnKey, null);

        Assert.That(JsonText.ValueOf(written, OwnKey), Is.EqualTo("\"v1\""));
        Assert.That(JsonText.SameMeaning(await Harness.ReadExtraAsync(id), extra), Is.True, "a foreign key changed");
    }

    [Test, Category(StoreTopics.ForeignKeys)]
    public async Task A_write_keeps_nul_characters()
    {
        if (!Harness.KeepsNulCharacters)
            Assert.Ignore(@"This store's type for extra can't hold \u0000.");
        const string Extra = """{"nul": "a\u0000b", "k\u0000y": 1}""";
        var id = await AddAsync(new StoredTrack { Extra = Extra });

        await SetAsync(id, OwnKey, "\"v1\"");
        await SetAsync(id, OwnKey, null);

        await AssertExtraAsync(id, Extra);
    }

    [TestCase(null, Category = StoreTopics.ForeignKeys)]
    [TestCase("null", Category = StoreTopics.ForeignKeys)]
    [TestCase("[1, 2]", Category = StoreTopics.ForeignKeys)]
    [TestCase("\"text\"", Category = StoreTopics.ForeignKeys)]
    [TestCase("7", Category = StoreTopics.ForeignKeys)]
    public async Task An_extra_that_is_no_object_counts_as_empty(string? extra)
    {
        RequireExtra(extra);
        var id = await AddAsync(new StoredTrack { Extra = extra });

        Assert.That((await GetAsync(id)).Extra.Predictions, Is.Null);
        Assert.That(await SetAsync(id, OwnKey, "\"v1\""), Is.True);
        await AssertExtraAsync(id, """{"genre_predictions_model": "v1"}""");
    }

    [Test, Category(StoreTopics.ForeignKeys)]
    public async Task A_key_of_ours_is_replaced_whole_and_stands_once()
    {
        var id = await AddAsync(
            new StoredTrack
            {
                Extra =
                    """{"a": 1, "genre_auto_tags": {"file_id": "old", "names": ["x"], "more": {"deep": 1}}, "b": 2}""",
            });

        await SetAsync(id, TrackExtraKeys.AutoTags, """{"file_id": "new", "names": []}""");

        var extra = await Harness.ReadExtraAsync(id);
        Assert.That(JsonText.KeysOf(extra), Is.EquivalentTo(new[] { "a", "b", TrackExtraKeys.AutoTags }));
        Assert.That(
            JsonText.SameMeaning(
                JsonText.ValueOf(extra, TrackExtraKeys.AutoTags), """{"file_id": "new", "names": []}"""),
            Is.True);
    }

    [Test, Category(StoreTopics.ForeignKeys)]
    public async Task Foreign_keys_that_50_concurrent_writers_set_are_kept()
    {
        const int Writers = 50;
        var id = await AddAsync(new StoredTrack { Extra = """{"first": [2, 1]}""" });

        await InParallelAsync(2 * Writers, async i =>
        {
            if (i % 2 == 0)
                await Harness.SetExtraKeyAsync(id, $"foreign {i / 2}", $"{i / 2}");
            else
                await SetAsync(id, OwnKey, $"\"v{i}\"");
        });

        var extra = await Harness.ReadExtraAsync(id);
        Assert.That(
            JsonText.KeysOf(extra),
            Is.EquivalentTo(Enumerable.Range(0, Writers).Select(i => $"foreign {i}").Append("first").Append(OwnKey)));
        Assert.That(
            Enumerable.Range(0, Writers).Select(i => JsonText.ValueOf(extra, $"foreign {i}")),
            Is.EqualTo(Enumerable.Range(0, Writers).Select(i => $"{i}")));
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("""{"in": """, depth)) + "[1]" + new string('}', depth);

    private void RequireExtra(string? extra)
    {
        if (!Harness.Keeps(extra))
            Assert.Ignore($"This store's extra can't be {extra ?? "absent"}.");
    }
}
