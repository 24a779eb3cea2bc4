using System.Collections.Frozen;
using Plyr.Genres.Labels;

namespace Plyr.Genres;

/// <summary>Provides the labels of the model: the genres and styles of Discogs that it was trained on.</summary>
public static class GenreLabels
{
    /// <summary>The text between genre and style in a label.</summary>
    internal const string Separator = "---";

    // One genre a line; an indented line continues the genre above.
    private const string GenresAndStyles = """
        Blues: Boogie Woogie; Chicago Blues; Country Blues; Delta Blues; Electric Blues; Harmonica Blues;
          Jump Blues; Louisiana Blues; Modern Electric Blues; Piano Blues; Rhythm & Blues; Texas Blues
        Brass & Military: Brass Band; Marches; Military
        Children's: Educational; Nursery Rhymes; Story
        Classical: Baroque; Choral; Classical; Contemporary; Impressionist; Medieval; Modern; Neo-Classical;
          Neo-Romantic; Opera; Post-Modern; Renaissance; Romantic
        Electronic: Abstract; Acid; Acid House; Acid Jazz; Ambient; Bassline; Beatdown; Berlin-School; Big Beat;
          Bleep; Breakbeat; Breakcore; Breaks; Broken Beat; Chillwave; Chiptune; Dance-pop; Dark Ambient;
          Darkwave; Deep House; Deep Techno; Disco; Disco Polo; Donk; Downtempo; Drone; Drum n Bass; Dub;
          Dub Techno; Dubstep; Dungeon Synth; EBM; Electro; Electro House; Electroclash; Euro House; Euro-Disco;
          Eurobeat; Eurodance; Experimental; Freestyle; Future Jazz; Gabber; Garage House; Ghetto; Ghetto House;
          Glitch; Goa Trance; Grime; Halftime; Hands Up; Happy Hardcore; Hard House; Hard Techno; Hard Trance;
          Hardcore; Hardstyle; Hi NRG; Hip Hop; Hip-House; House; IDM; Illbient; Industrial; Italo House;
          Italo-Disco; Italodance; Jazzdance; Juke; Jumpstyle; Jungle; Latin; Leftfield; Makina; Minimal;
          Minimal Techno; Modern Classical; Musique Concrète; Neofolk; New Age; New Beat; New Wave; Noise;
          Nu-Disco; Power Electronics; Progressive Breaks; Progressive House; Progressive Trance; Psy-Trance;
          Rhythmic Noise; Schranz; Sound Collage; Speed Garage; Speedcore; Synth-pop; Synthwave; Tech House;
          Tech Trance; Techno; Trance; Tribal; Tribal House; Trip Hop; Tropical House; UK Garage; Vaporwave
        Folk, World, & Country: African; Bluegrass; Cajun; Canzone Napoletana; Catalan Music; Celtic; Country;
          Fado; Flamenco; Folk; Gospel; Highlife; Hillbilly; Hindustani; Honky Tonk; Indian Classical; Laïkó;
          Nordic; Pacific; Polka; Raï; Romani; Soukous; Séga; Volksmusik; Zouk; Éntekhno
        Funk / Soul: Afrobeat; Boogie; Contemporary R&B; Disco; Free Funk; Funk; Gospel; Neo Soul;
          New Jack Swing; P.Funk; Psychedelic; Rhythm & Blues; Soul; Swingbeat; UK Street Soul
        Hip Hop: Bass Music; Boom Bap; Bounce; Britcore; Cloud Rap; Conscious; Crunk; Cut-up/DJ; DJ Battle Tool;
          Electro; G-Funk; Gangsta; Grime; Hardcore Hip-Hop; Horrorcore; Instrumental; Jazzy Hip-Hop;
          Miami Bass; Pop Rap; Ragga HipHop; RnB/Swing; Screw; Thug Rap; Trap; Trip Hop; Turntablism
        Jazz: Afro-Cuban Jazz; Afrobeat; Avant-garde Jazz; Big Band; Bop; Bossa Nova; Contemporary Jazz;
          Cool Jazz; Dixieland; Easy Listening; Free Improvisation; Free Jazz; Fusion; Gypsy Jazz; Hard Bop;
          Jazz-Funk; Jazz-Rock; Latin Jazz; Modal; Post Bop; Ragtime; Smooth Jazz; Soul-Jazz; Space-Age; Swing
        Latin: Afro-Cuban; Baião; Batucada; Beguine; Bolero; Boogaloo; Bossanova; Cha-Cha; Charanga; Compas;
          Cubano; Cumbia; Descarga; Forró; Guaguancó; Guajira; Guaracha; MPB; Mambo; Mariachi; Merengue;
          Norteño; Nueva Cancion; Pachanga; Porro; Ranchera; Reggaeton; Rumba; Salsa; Samba; Son; Son Montuno;
          Tango; Tejano; Vallenato
        Non-Music: Audiobook; Comedy; Dialogue; Education; Field Recording; Interview; Monolog; Poetry;
          Political; Promotional; Radioplay; Religious; Spoken Word
        Pop: Ballad; Bollywood; Bubblegum; Chanson; City Pop; Europop; Indie Pop; J-pop; K-pop; Kayōkyoku;
          Light Music; Music Hall; Novelty; Parody; Schlager; Vocal
        Reggae: Calypso; Dancehall; Dub; Lovers Rock; Ragga; Reggae; Reggae-Pop; Rocksteady; Roots Reggae; Ska;
          Soca
        Rock: AOR; Acid Rock; Acoustic; Alternative Rock; Arena Rock; Art Rock; Atmospheric Black Metal;
          Avantgarde; Beat; Black Metal; Blues Rock; Brit Pop; Classic Rock; Coldwave; Country Rock; Crust;
          Death Metal; Deathcore; Deathrock; Depressive Black Metal; Doo Wop; Doom Metal; Dream Pop; Emo;
          Ethereal; Experimental; Folk Metal; Folk Rock; Funeral Doom Metal; Funk Metal; Garage Rock; Glam;
          Goregrind; Goth Rock; Gothic Metal; Grindcore; Grunge; Hard Rock; Hardcore; Heavy Metal; Indie Rock;
          Industrial; Krautrock; Lo-Fi; Lounge; Math Rock; Melodic Death Metal; Melodic Hardcore; Metalcore;
          Mod; Neofolk; New Wave; No Wave; Noise; Noisecore; Nu Metal; Oi; Parody; Pop Punk; Pop Rock;
          Pornogrind; Post Rock; Post-Hardcore; Post-Metal; Post-Punk; Power Metal; Power Pop; Power Violence;
          Prog Rock; Progressive Metal; Psychedelic Rock; Psychobilly; Pub Rock; Punk; Rock & Roll; Rockabilly;
          Shoegaze; Ska; Sludge Metal; Soft Rock; Southern Rock; Space Rock; Speed Metal; Stoner Rock; Surf;
          Symphonic Rock; Technical Death Metal; Thrash; Twist; Viking Metal; Yé-Yé
        Stage & Screen: Musical; Score; Soundtrack; Theme
        """;

    /// <summary>Gets the 400 labels, each <c>Genre---Style</c>, in the order in which the model returns them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Read()];

    /// <summary>Gets the position of each label.</summary>
    internal static FrozenDictionary<string, int> Positions { get; } =
        All.Index().ToFrozenDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);

    /// <summary>Gets the normalized names of the genres.</summary>
    internal static FrozenSet<string> GenreNames { get; } =
        All.Select(label => GenreName.Normalize(label.Split(Separator, 2)[0])!).ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<string> Read()
    {
        foreach (var line in GenresAndStyles.Replace("\n  ", " ", StringComparison.Ordinal).Split('\n'))
        {
            var genreAndStyles = line.Split(": ");
            foreach (var style in genreAndStyles[1].Split("; "))
                yield return genreAndStyles[0] + Separator + style;
        }
    }
}
