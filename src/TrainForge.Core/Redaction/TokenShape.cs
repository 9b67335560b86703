namespace TrainForge.Redaction;

/// <summary>A vendor's token: a prefix of its own, then at least so many characters of one alphabet.</summary>
internal sealed record TokenShape(string Prefix, RedactionClass Class, Glyphs Body, int MinBody)
{
    // Prefixes end in '-' or '_', which is where the scanner stops. Minima lie below the real lengths, so that a cut token
    // is still found, and far above what follows such a prefix in prose or code.
    private static readonly TokenShape[] All =
    [
        new("hf_", RedactionClass.HuggingFace, Glyphs.Word, 20),
        new("api_org_", RedactionClass.HuggingFace, Glyphs.Word, 20),
        .. Shapes(["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], RedactionClass.GitHub, Glyphs.Word, 20),
        new("github_pat_", RedactionClass.GitHub, Glyphs.Word | Glyphs.Underscore, 20),
        .. Shapes(["glpat-", "gldt-", "glrt-", "glrtr-", "glcbt-", "glptt-", "glft-", "glsoat-", "glimt-", "glagent-", "gloas-", "glffct-", "glwt-"], RedactionClass.GitLab, Glyphs.Name, 16),
        .. Shapes(["xoxa-", "xoxb-", "xoxc-", "xoxd-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xapp-"], RedactionClass.Slack, Glyphs.Name | Glyphs.Mail, 10),
        .. Shapes(["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"], RedactionClass.Stripe, Glyphs.Word, 10),
        new("npm_", RedactionClass.Npm, Glyphs.Word, 30),
        new("pypi-", RedactionClass.PyPI, Glyphs.Token, 32),
        new("GOCSPX-", RedactionClass.Google, Glyphs.Token, 20),
        .. Shapes(
            ["dop_v1_", "doo_v1_", "dor_v1_", "shpat_", "shpss_", "shpca_", "shppa_", "lin_api_", "ntn_", "gsk_", "figd_", "glsa_", "glc_", "sntrys_", "sntryu_", "sbp_", "pscale_tkn_", "mem_", "r8_"],
            RedactionClass.ServiceToken, Glyphs.Word | Glyphs.Underscore | Glyphs.Base64Extra, 24),
        .. Shapes(
            ["lsv2_pt_", "lsv2_sk_", "pcsk_", "dckr_pat_", "dckr_oat_", "rubygems_", "pscale_pw_", "pscale_oauth_", "sb_secret_", "nfp_", "vck_", "e2b_", "napi_", "CCIPAT_", "jina_"],
            RedactionClass.ServiceToken, Glyphs.Token, 24),
        .. Shapes(["NRAK-", "HRKU-", "sk-lf-", "CFPAT-"], RedactionClass.ServiceToken, Glyphs.Token, 20),
        new("AGE-SECRET-KEY-", RedactionClass.PrivateKey, Glyphs.Upper | Glyphs.Digit, 50),
        .. Shapes(["xai-", "pplx-", "tvly-", "nvapi-", "PMAK-", "sq0atp-", "sq0csp-"], RedactionClass.ServiceToken, Glyphs.Token, 20),
    ];

    private static readonly TokenShape[]?[] ByLast = Index('-');
    private static readonly TokenShape[]?[] ByLastUnderscore = Index('_');

    /// <summary>The shapes whose prefix ends in these two characters.</summary>
    public static ReadOnlySpan<TokenShape> Ending(int last, int trigger) =>
        (uint)last < 128 ? (trigger == '-' ? ByLast : ByLastUnderscore)[last] : default;

    private static TokenShape[]?[] Index(char trigger)
    {
        var index = new TokenShape[]?[128];
        foreach (var group in All.Where(s => s.Prefix[^1] == trigger).GroupBy(s => s.Prefix[^2]))
        {
            index[group.Key] = [.. group];
        }

        return index;
    }

    private static IEnumerable<TokenShape> Shapes(string[] prefixes, RedactionClass value, Glyphs body, int minBody) =>
        prefixes.Select(p => new TokenShape(p, value, body, minBody));
}
