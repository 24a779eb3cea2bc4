namespace Plyr.Genres.IntegrationTests.Package.Readme;

/// <summary>The program in the readme of Plyr.Genres.Local.</summary>
internal static class LocalReadme
{
    public static string Program => PackageReadme.Code("Plyr.Genres.Local", "csharp", 0);

    /// <summary>The files of a project with the program.</summary>
    public static IEnumerable<(string Project, string Name, string Text)> Project(string name) =>
    [
        (name, "Program.cs", Program),
        (name, $"{name}.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.14" />
                <PackageReference Include="Plyr.Genres.Local" Version="[$(PlyrGenresVersion)]" />
              </ItemGroup>
            </Project>
            """),
    ];
}
