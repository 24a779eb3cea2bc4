using Microsoft.Extensions.Options;

namespace Plyr.Genres;

/// <summary>Checks the ranges that are declared on <see cref="PlyrGenresOptions"/>; the source generator writes the checks.</summary>
[OptionsValidator]
internal sealed partial class RangeValidator : IValidateOptions<PlyrGenresOptions>;
