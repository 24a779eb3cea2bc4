using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Page;

namespace Plyr.Genres.Reliability;

/// <summary>The views of the page in the dark scheme and on a phone.</summary>
[TestFixture(1280, 900, ColorScheme.Dark)]
[TestFixture(390, 844, ColorScheme.Light, ColorScheme.Dark)]
internal sealed class FurtherAppearanceTests(int width, int height, params ColorScheme[] schemes)
    : AppearanceTests(width, height, schemes);
