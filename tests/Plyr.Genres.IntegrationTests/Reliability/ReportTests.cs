using System.Xml.Linq;
using NUnit.Framework;
using Plyr.Genres.Reliability.Reports;

namespace Plyr.Genres.IntegrationTests.Reliability;

/// <summary>What the report reads from others.</summary>
[TestFixture]
internal sealed class ReportTests
{
    [Test]
    public void A_run_is_counted_by_namespace_and_what_did_not_run_counts_neither_way()
    {
        var run = new TestRun(XDocument.Parse("""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
                <UnitTestResult testId="1" outcome="Passed" /><UnitTestResult testId="2" outcome="Failed" />
                <UnitTestResult testId="3" outcome="NotExecuted" /><UnitTestResult testId="4" outcome="Passed" />
              </Results>
              <TestDefinitions>
                <UnitTest id="1"><TestMethod className="Tests.Faults.A" /></UnitTest>
                <UnitTest id="2"><TestMethod className="Tests.Faults.A" /></UnitTest>
                <UnitTest id="3"><TestMethod className="Tests.Faults.A" /></UnitTest>
                <UnitTest id="4"><TestMethod className="Tests.FaultsAndMore" /></UnitTest>
              </TestDefinitions>
            </TestRun>
            """));
        Assert.That(run.Count("Tests.Faults"), Is.EqualTo((1, 1)));
        Assert.That(run.Count("Other"), Is.EqualTo((0, 0)));
    }

    [TestCase("Mutation score: 91.4 % at commit `0a1b2c3`, measured by hand.", "91.4", "0a1b2c3")]
    [TestCase("The mutation score is **93 %** (commit `0a1b2c3d4e`).", "93", "0a1b2c3d4e")]
    public void The_mutation_score_is_read_with_its_commit(string document, string percent, string commit) =>
        Assert.That(MutationScore.Find(document), Is.EqualTo(new MutationScore(percent, commit)));

    [TestCase("No mutation score yet.")]
    [TestCase("Mutation score: 91.4 %, of an unknown commit.")]
    public void A_document_without_a_score_or_a_commit_has_none(string document) => Assert.That(MutationScore.Find(document), Is.Null);
}
