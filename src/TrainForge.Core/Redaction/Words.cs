namespace TrainForge.Redaction;

/// <summary>Words that stand where a secret would, in lower case. Each list is searched whole, and only behind a secret's name.</summary>
internal static class Words
{
    public static readonly string[] Nothing =
        ["null", "none", "nil", "undefined", "true", "false", "n/a", "redacted", "[redacted]", "<redacted>", "(redacted)", "[hidden]", "(hidden)", "changeme", "change_me", "empty"];

    public static readonly string[] Types =
    [
        "string", "str", "bool", "boolean", "int", "integer", "number", "object", "any", "void", "byte", "bytes", "char", "var", "let", "const", "new", "await", "async", "this", "self", "super", "return", "default",
        "secretstr", "securestring", "readonly", "public", "private", "static", "required", "optional", "is", "not", "in", "yield", "lambda", "function", "func", "def", "typeof", "nameof", "buffer", "text", "uuid", "guid", "type",
        "class", "struct", "notnull", "unmanaged", "internal", "protected", "override", "final", "mut", "map", "list", "dict", "array",
    ];

    public static readonly string[] Prose =
    [
        "the", "a", "an", "are", "must", "should", "your", "my", "this", "that", "it", "use", "see", "set", "no", "yes", "and", "or", "to", "for", "from", "with", "when", "if", "as", "on", "at", "by", "of",
        "invalid", "incorrect", "wrong", "missing", "ok", "valid", "enabled", "disabled", "changed", "updated", "reset", "expired", "failed", "succeeded", "successful", "accepted", "denied", "unknown", "stored", "sent",
        "option", "options", "flag", "flags", "argument", "parameter", "instead", "can", "will", "was", "does", "every", "each", "all", "only", "we", "you", "they", "what", "which", "how", "where", "then", "there",
        "value", "values", "key", "name", "one", "two", "also", "here", "auth", "authentication", "authorization", "protected", "hashed", "encrypted", "rotation", "management", "manager", "handling", "sharing",
        "nobody", "somebody", "someone", "everybody", "everyone", "nothing", "something", "masked", "hidden", "shown",
    ];

    /// <summary>Words that begin a sentence, when another follows: error.password=The password is too short.</summary>
    public static readonly string[] Openings = ["the", "your", "this", "please", "enter", "you", "must", "a", "an", "no"];

    /// <summary>Begins of what stands for a value that lies elsewhere, or of a pattern that matches any.</summary>
    public static readonly string[] References = ["@microsoft.keyvault(", "op://", ".*", ".+", "(.*", "(.+", "[^", "(?<", "(?:"];

    /// <summary>Names of secrets as a value: a parameter passed on, a form field, a header's name.</summary>
    public static readonly string[] Names =
    [
        "password", "passwd", "passphrase", "pwd", "pass", "secret", "token", "api_key", "api-key", "apikey", "access_token", "access-token", "accesstoken", "refresh_token", "client_secret", "authorization", "cookie", "session",
        "private_key", "connectionstring", "connection_string", "connection string", "credentials", "set-cookie", "x-api-key", "bearer", "jwt", "key", "auth",
    ];

    public static readonly string[] Labels =
    [
        "password", "passphrase", "secret", "token", "key", "enter", "your", "must", "required", "invalid", "please", "the", "is", "for", "should", "cannot", "confirm", "forgot", "change", "reset",
    ];

    /// <summary>Folders beside the homes that belong to nobody.</summary>
    public static readonly string[] SharedFolders = ["public", "shared", "default", "all users", "default user"];

    public static readonly string[] ShellCommands = ["hostname", "date", "pwd", "whoami", "user", "id", "uname", "logname", "tty", "arch"];

    /// <summary>What follows an '@' in a file's name and is no domain: logo@2x.png, getty@tty1.service.</summary>
    public static readonly string[] FileEndings = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "mjs", "json", "html", "xml", "yaml", "yml", "dll", "exe", "tgz", "zip", "service", "socket", "timer", "mount", "slice", "scope", "device"];
}
