namespace TrainForge.Redaction;

/// <summary>How a name and its value stand in the text, which decides what may be a value there.</summary>
/// <param name="Name">What the name promises.</param>
/// <param name="KeyQuoted">The name is in quotes, as in serialized data: any string after it is a value.</param>
/// <param name="Loud">The name has no small letter, as environment variables do.</param>
/// <param name="Spaced">A blank stands before the separator, as in source code.</param>
/// <param name="InQuery">The name begins after '?' or '&amp;'.</param>
/// <param name="Arrow">The separator is '=&gt;'.</param>
/// <param name="Colon">The separator is ':'.</param>
/// <param name="Flag">The value follows a command line option.</param>
/// <param name="Parsed">The value is a string of parsed data, whole and by itself: no guessing what is a placeholder.</param>
internal readonly record struct ValueContext(
    SecretName Name,
    bool KeyQuoted = false,
    bool Loud = false,
    bool Spaced = false,
    bool InQuery = false,
    bool Arrow = false,
    bool Colon = false,
    bool Flag = false,
    bool Parsed = false)
{
    /// <summary>Any value will do; the name alone is proof enough.</summary>
    public bool TakesAny => Name.Kind is SecretKind.Strong or SecretKind.Directory or SecretKind.Authorization
        || (Name.Kind is SecretKind.Weak or SecretKind.Cookie && (KeyQuoted || (Loud && !Spaced && !Colon) || Flag));
}
