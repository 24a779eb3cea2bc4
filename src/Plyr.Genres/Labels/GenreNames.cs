namespace Plyr.Genres;

/// <summary>Specifies which parts of a label <c>Genre---Style</c> become predictions.</summary>
public enum GenreNames
{
    /// <summary>Genres and styles: <c>Electronic---Ambient</c> gives <c>electronic</c> and <c>ambient</c>.</summary>
    GenresAndStyles = 0,

    /// <summary>
    /// Genres only: <c>Electronic---Ambient</c> gives <c>electronic</c>. The model has 15 genres.
    /// </summary>
    GenresOnly = 1,

    /// <summary>Styles only: <c>Electronic---Ambient</c> gives <c>ambient</c>.</summary>
    StylesOnly = 2,
}
