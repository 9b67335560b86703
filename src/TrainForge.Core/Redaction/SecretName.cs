namespace TrainForge.Redaction;

/// <summary>How sure a name makes us that its value is secret, and so which values are believed to be one.</summary>
internal enum SecretKind
{
    None,

    /// <summary>password, api_key: any value.</summary>
    Strong,

    /// <summary>pwd: any value but a path, since it also means the working directory.</summary>
    Directory,

    /// <summary>token, session: in serialized data any string, in running text only what looks like a token.</summary>
    Weak,

    /// <summary>OPENAI_KEY, session_id: only what looks like a long token, and no GUID; the name alone mostly means an identifier.</summary>
    Shape,

    /// <summary>A field below one whose name is a secret's: only what looks like a token.</summary>
    Below,

    /// <summary>Authorization: a scheme, which is kept, then anything.</summary>
    Authorization,

    /// <summary>Cookie, Set-Cookie: the whole list.</summary>
    Cookie,

    /// <summary>sig: the signature in a shared access address.</summary>
    Signature,
}

/// <summary>What a name promises, and the class its value is counted under.</summary>
internal readonly record struct SecretName(SecretKind Kind, RedactionClass Class)
{
    public bool IsNone => Kind == SecretKind.None;
}
