using System.Globalization;
using System.Text;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>
/// Code, prose, logs and data without a secret in them, made from a seed: everything that looks a little like one. A shape is a
/// few templates; what stands between « and » in them is drawn anew each time.
/// </summary>
internal sealed class CleanCorpus(int seed)
{
    private static readonly string[] Names = ["orders", "invoice", "customer", "stock", "parcel", "login", "search", "report", "gateway", "ledger", "window", "kitchen"];
    private static readonly string[] Verbs = ["fetches", "keeps", "rejects", "renders", "sorts", "sends", "closes", "merges"];
    private static readonly string[] Packages = ["react", "lodash", "left-pad", "user", "admin", "mail", "contact", "express", "serde", "tokio", "numpy", "vite", "token", "passport"];

    private readonly Random _random = new(seed);

    public static IReadOnlyDictionary<string, string[]> Shapes { get; } = new Dictionary<string, string[]>
    {
        ["guids"] = ["\"traceId\": \"«guid»\"", "«name»Id=«guid»", "Guid.Parse(\"«guid»\")", "<UserSecretsId>«guid»</UserSecretsId>", "\"session_id\":\"«guid»\",\"idempotency_key\":\"«guid»\"", "session: «guid»", "urn:uuid:«guid»", "{«GUID»}"],
        ["hashes"] = ["sha256:«hex64»", "ETag: W/\"«hex32»\"", "checksum = \"«hex64»\"", "\"cache_key\": \"«hex64»\"", "md5 «hex32»  «name».zip", "«hex64»  dist/«name».tar.gz", "Content-MD5: «b64:16»", "checksum/config: «hex64»", "x-amz-content-sha256: «hex64»", "\"contentHash\": \"«b64:64»\""],
        ["locks"] = ["\"integrity\": \"sha512-«b64:64»\",", "  integrity sha512-«b64:64»", "resolution: {integrity: sha512-«b64:64»}", "github.com/«name»/«name» v«semver» h1:«b64:32»", "github.com/«name»/«name» v«semver»/go.mod h1:«b64:32»", "    --hash=sha256:«hex64» \\", "{file = \"«pkg»-«semver».tar.gz\", hash = \"sha256:«hex64»\"},", "\"resolved\": \"https://packages.example.org/«pkg»/-/«pkg»-«semver».tgz#«hex40»\","],
        ["git"] = ["«hex7» Mend the «name» of «name»", "index «hex7»..«hex7» 100644", "Merge: «hex7» «hex7»", "commit «hex40» (HEAD -> main, origin/main)", "Change-Id: I«hex40»", "HEAD@{«n»}: rebase (pick): «name»", "@@ -«n»,7 +«n»,9 @@ private string token;", "git show stash@{«n»}:src/«name».cs", "From «hex40» Mon Sep 17 00:00:00 2001"],
        ["images"] = ["<img alt=\"\" src=\"data:image/png;base64,«b64:120»\">", "background:url(data:image/svg+xml;base64,«b64:90»)", "![](data:image/gif;base64,«b64:60»)", "src: url(\"data:font/woff2;base64,«b64:200»\") format(\"woff2\");"],
        ["blobs"] = ["«b64:57»", "MII«b64:45»", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI«w:43» «name»-host", "-----BEGIN CERTIFICATE-----\nMII«b64:45»\n«b64:48»\n-----END CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----\nMII«b64:45»\n-----END PUBLIC KEY-----", "\"signature\": null, \"blob\": \"«b64:300»\"", "//# sourceMappingURL=data:application/json;charset=utf-8;base64,«b64:160»"],
        ["hexdumps"] = ["«hex8»: «hex4» «hex4» «hex4» «hex4» «hex4» «hex4» «hex4» «hex4»  .ELF............", "«hex8»  «hex2» «hex2» «hex2» «hex2» «hex2» «hex2» «hex2» «hex2»  |..@.....|", "mov rax, 0x«hex16»", "\\x«hex2»\\x«hex2»\\x«hex2»\\x«hex2»", "fe80::«hex4»:«hex4»:«hex4»:«hex4»%eth0", "ether «hex2»:«hex2»:«hex2»:«hex2»:«hex2»:«hex2»", "#«hex6» rgba(«n», «n», «n», 0.«n»)", "  at Program.Main() in 0x0000«hex8»", "PublicKeyToken=«hex16»", "\"Newtonsoft.Json, Version=13.0.0.0, Culture=neutral, PublicKeyToken=«hex16»\"", "InternalsVisibleTo(\"«Name».Tests, PublicKey=00240000048000009400000006020000«hex64»\")"],
        ["minified"] = ["!function(e,t){var n=e.token,r=t.key;return n?r(n,{auth:!0,session:t}):null}(window,document);", "const a=t=>({token:t.token,key:t.key,pass:e}),s=a(«w:3»);", "e.password=t.password,e.secret=void 0,n(e)}", "r.headers.Authorization=\"Bearer \"+t,", "function k(«w:1»,«w:1»){return «w:1».secret||(«w:1».secret=«w:2»())}", "t.prototype.setToken=function(e){this._token=e,this.apiKey=e.apiKey||this.options.apiKey},", "case 7:o=u.sent,c=o.data,l=c.token,d.setItem(\"token\",l),"],
        ["urls"] = ["https://«name».example.com/«name»?id=«n»&page=«n»&sort=«name»", "GET https://api.example.com/v1/«name»?cursor=«b64u:24»&limit=«n»", "https://host/a?token_type=bearer&expires_in=3600", "https://www.site.org/«name»?utm_source=«name»&utm_campaign=«w:12»&gclid=«b64u:40»", "https://github.com/«name»/«name»/blob/«hex40»/src/«name».cs#L«n»-L«n»", "https://learn.site.com/«name»?view=net-10.0&tabs=«name»%2Ccli", "https://fonts.site.com/css2?family=«Name»:wght@400;700&display=swap", "https://cdn.site.net/npm/«pkg»@«semver»/dist/«pkg».min.js", "https://web.archive.org/web/20240501000000*/https://«name».org", "https://maps.site.com/place/@52.«n»,13.«n»,17z/data=!4m6", "https://medium.site.com/@«name»/how-to-«name»-«hex12»"],
        ["tests"] = ["public void Login_with_a_wrong_password_fails()", "test_token_expired[case-«n»]", "✓ refuses a password of «n» characters («n» ms)", "it('shows the api key: masked', async () => {", "Passed Shop.Tests.TokenTests.Refreshes_a_token_once [«n» ms]", "def test_secret_is_«name»(self):", "[InlineData(\"password\", true)]", "FAIL src/auth/token.spec.ts > session > key «n»", "Assert.Equal(\"«name»\", token.Kind);", "expect(session.token).toBeUndefined();"],
        ["packages"] = ["«pkg»@«semver»", "npm i «pkg»@«semver» @types/«pkg»@«semver»", "@«name»/«pkg»@^«semver»", "pkg:npm/%40«name»/«pkg»@«semver»", "golang.org/x/«name»@v«semver»", "node_modules/.pnpm/«pkg»@«semver»_react@18.2.0/node_modules/«pkg»", "uses: actions/«pkg»@v«n»", "uses: «name»/«pkg»@«hex40»", "\"«pkg»@npm:«semver»\":", "«pkg»@workspace:packages/«pkg»", "FROM «name»/«pkg»:«semver»@sha256:«hex64»", "«pkg»@latest and «pkg»@next", "«pkg»@«semver»-beta.«n»", "yarn dlx «pkg»@«semver».«n»", "«pkg»@github:«name»/«pkg»", "go install github.com/«name»/«pkg»/cmd/«pkg»@latest", "brew install «pkg»@3.«n»", "«pkg» @ file:///tmp/«pkg»-«semver».whl"],
        ["decorators"] = ["@app.route(\"/«name»\", methods=[\"POST\"])", "@pytest.mark.parametrize(\"token\", [None, \"\"])", "@dataclasses.dataclass(frozen=True)", "@Injectable() export class TokenService {}", "@Component({ selector: 'app-«name»' })", "this@MainActivity.applicationContext", "return@forEach.let { it }", "getty@tty1.service loaded active running", "systemctl restart «name»@«n».service", "<a class=\"row-@item.Kind\" href=\"/x/@item.Id\">@Model.Name</a>", "id=\"«name»_@Model.Id\"", "@media (max-width: «n»px) { .«name» { color: red } }", "SELECT * FROM «name» WHERE id = @id AND kind=@kind", "«name»@{upstream}", "logo@2x.png icon@3x.webp", "%s@%s.%s\\n", "@Autowired private TokenStore tokens;", "x = a@b.T + c@d.T"],
        ["kubernetes"] = ["secretKeyRef:\n  name: «name»-credentials\n  key: password", "secretName: «name»-tls", "automountServiceAccountToken: false", "imagePullSecrets:\n- name: regcred", "passwordSecretRef:\n  name: «name»", "type: kubernetes.io/service-account-token", "tokenExpirationSeconds: 3600", "serviceAccountToken:\n  path: token", "        key: «name».yaml", "- secretRef:\n    name: «name»-env", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: «name»", "existingSecret: \"\"\nexistingSecretPasswordKey: \"\"", "auth:\n  enabled: true\n  secretKeys:\n    adminPasswordKey: postgres-password", "tls.key: \"\"", "key: node-role.kubernetes.io/control-plane\noperator: Exists", "pod-template-hash: «hex10»"],
        ["connections"] = ["Server=<server>;Database=<db>;User Id=<user>;Password=<password>;", "Server={host};Password={password};Encrypt=True", "Data Source=«name».db;Mode=ReadOnly", "Server=tcp:«name»,1433;Password=$(DbPassword);", "Password=%DB_PASSWORD%;Timeout=«n»", "Host=localhost;Port=5432;Database=«name»;Username=postgres;Password=****", "postgres://<user>:<password>@<host>:5432/«name»", "postgres://${DB_USER}:${DB_PASS}@db:5432/«name»", "mongodb://localhost:27017/«name»?retryWrites=true", "redis://cache:6379/«n»", "jdbc:postgresql://localhost/«name»?user=«name»&ssl=true", "\"ConnectionStrings\": { \"Default\": \"Data Source=«name».db\" }", "Endpoint=sb://«name».example.net/;SharedAccessKeyName=Root;SharedAccessKey=<key>", "amqp://{user}:{password}@{host}:5672"],
        ["logs"] = ["«time» INFO GET /home/index 200 «n»ms", "«ip» - - [21/Nov/2026:06:31:25 +0000] \"GET /home/«name» HTTP/1.1\" 200 «n»", "«time» [DEBUG] «Name»Service: token bucket has «n» left", "POST /api/Users/«n»/password 204", "«time» warn: session «n» closed after «n» s", "/opt/«name»/home/data/«name».db opened", "src/home/HomeController.cs(«n»,5): warning CS8618", "/var/lib/home-assistant/«name».yaml", "C:\\Users\\Public\\Documents\\«name».txt", "https://site.org/home/«name»/Users/«n»", "«time» tokens in: «n» out: «n» total: «n»", "level=info msg=\"key rotated\" key_id=«n» took=«n»ms", "[«time»] auth: ok, session: renewed, key: unchanged", "«name» | listening on http://0.0.0.0:«n»", "Started «Name» in «n».«n» seconds (process running for «n».«n»)", "::1 - GET /users/home/«name» 304", "kex_exchange_identification: Connection closed by remote host"],
        ["numbers"] = ["\"timestamp\": 17«d:11»", "at 17«d:14» us", "order 2026-«d:4»-«d:6»", "978-3-16-«d:6»-0", "0.«d:16»", "-122.«d:6», 37.«d:6»", "v«semver»+build.«d:8»", "id 1«d:17»", "seed=«d:10» lr=3e-4 step=«n»/«n»", "$«n»,«d:3».00 of €«n».«d:2»"],
        ["prose"] = ["The password must have «n» characters and «verbs» nothing.", "Session: «n» messages about the «name».", "token: a unit of text, mostly a part of a word", "Secret: nobody knows why it «verbs» the «name».", "Password: required, at least «n» letters", "API key: see the page of settings", "- **API key**: created under Settings, Keys.", "A key is what «verbs» the «name»; see 'authorization: basics'.", "Her secret — the «name» — was no secret: all knew.", "| password | string | yes | at least «n» characters |", "Use `--password <text>`, or `--token-file` with a path.", "Auth: the user is asked once. Cookies: none.", "Credentials are kept by the system, never by us: see below.", "Question: which key opens the door? Answer: the small one.", "the bearer of this letter «verbs» the «name»", "Basic knowledge of the «name» is enough."],
        ["csharp"] = ["private readonly string _token;", "var token = await GetTokenAsync(cancel);", "options.Password = configuration[\"Db:Password\"];", "if (password.Length < «n») { return; }", "throw new ArgumentException(\"password is empty\", nameof(password));", "public string ApiKey { get; set; } = string.Empty;", "public const string ApiKeyHeader = \"X-Api-Key\";", "ApiKey = null!,", "token.ThrowIfCancellationRequested();", "Key = \"«name»:«n»\",", "using var session = store.OpenSession(token: cancel);", "[\"token\"] = token.ToString(CultureInfo.InvariantCulture),", "secret = RandomNumberGenerator.GetBytes(32);", "client.DefaultRequestHeaders.Authorization = new(\"Bearer\", token);", "record Login(string User, string Password, CancellationToken Token = default);", "case SyntaxKind.SemicolonToken: return Token(SyntaxKind.CommaToken);", "var key = $\"{tenant}:{name}:{version}\";", "password: passwordBox.Text, token: default)", "Authorization = AuthorizationPolicy.Default,", "builder.Services.Configure<TokenOptions>(o => o.Secret = builder.Configuration[\"Jwt:Secret\"]!);"],
        ["python"] = ["token = tokenizer.encode(text)", "password: Optional[str] = None", "api_key=os.getenv(\"OPENAI_API_KEY\"),", "def f(token: str, secret: bytes = b\"\") -> None:", "secret = secrets.token_hex(«n»)", "session = requests.Session()", "auth=(user, password), timeout=«n»)", "rows.sort(key=lambda r: r[\"«name»\"])", "key = hashlib.sha256(data).hexdigest()", "tokens = [t for t in doc if t.is_alpha]", "password = getpass.getpass(\"Password: \")", "self.api_key = api_key or settings.api_key", "client = OpenAI(api_key=settings.openai_api_key.get_secret_value())", "parser.add_argument(\"--token\", default=None, help=\"token of the «name»\")", "SECRET_KEY = env(\"SECRET_KEY\")", "cookie = request.cookies.get(\"session\")", "for key, value in sorted(items): print(f\"{key}={value}\")", "{\"token\": token, \"key\": key, \"password\": password}"],
        ["typescript"] = ["const token = useToken();", "localStorage.getItem('token')", "headers: { Authorization: `Bearer ${token}` },", "type Props = { password: string; token?: string | null };", "password: Yup.string().min(«n»).required(),", "<li key={item.id}>{item.name}</li>", "<Input type=\"password\" name=\"password\" autoComplete=\"new-password\" />", "export const TOKEN_KEY = 'token';", "data-testid=\"password-input\"", "const { data: session } = useSession();", "process.env.API_KEY ?? ''", "apiKey: process.env.«NAME»_API_KEY!,", "token: z.string().uuid(),", "const key = `${prefix}:${id}`;", "password: faker.internet.password(),", "secret: randomBytes(32).toString('hex'),", "cookie: req.headers.cookie,", "setPassword(e.target.value)", "sessionStorage.setItem(KEY, JSON.stringify({ token, expires }));"],
        ["shell"] = ["export TOKEN=$(cat token.txt)", "curl -H \"Authorization: Bearer $TOKEN\" https://«name».example.com", "docker login -u \"$USER\" --password-stdin", "read -rs PASSWORD", "ssh-keygen -t ed25519 -f «name»_key -N ''", "openssl rand -hex 32 > secret.txt", "kubectl create secret generic «name» --from-literal=password=\"$PW\"", "gh auth token | pbcopy", "tool --token-file /etc/«name»/token --key-file key.pem", "aws ecr get-login-password | docker login --username AWS", "echo \"::add-mask::$SECRET\"", "psql -U postgres -h localhost -c 'select 1'", "git config credential.helper store", "mysql -u root -p «name» < dump.sql", "PASSWORD=${1:?password missing}", "if [ -z \"$API_KEY\" ]; then echo 'API_KEY: not set'; fi", "sed -n 's/^password=.*//p' «name».conf", "chmod 600 ~/.ssh/id_ed25519 && ssh -i key host", "--password-file=/run/secrets/«name»"],
        ["sql"] = ["SELECT password_hash, token_count FROM users WHERE id = @id", "ALTER TABLE users ADD COLUMN session_key text NOT NULL;", "CREATE UNIQUE INDEX ix_tokens ON tokens (session_id, token);", "INSERT INTO sessions (token, secret) VALUES ($1, $2);", "PRIMARY KEY (\"key\", \"token\")", "UPDATE users SET password = :password, salt = gen_salt('bf') WHERE id = «n»;", "WHERE s.key = t.key AND t.token = s.token", "CREATE ROLE «name» WITH LOGIN PASSWORD NULL;", "CONSTRAINT fk_session FOREIGN KEY (session) REFERENCES session (id)"],
        ["json"] = ["\"password\": {\"type\": \"string\", \"minLength\": «n»}", "\"token\": {\"$ref\": \"#/definitions/token\"}", "{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"X-API-Key\"}", "\"tokenUrl\": \"https://«name».example.com/oauth/token\"", "\"usage\": {\"prompt_tokens\": «n», \"completion_tokens\": «n», \"total_tokens\": «n»}", "\"pad_token\": \"<|endoftext|>\", \"pad_token_id\": «n»", "{\"key\": \"ctrl+shift+p\", \"command\": \"«name».open\"}", "\"required\": [\"user\", \"password\", \"token\"]", "\"token\": null, \"secret\": \"\", \"session\": true", "\"Ġpassword\": «n», \"Ġtoken\": «n»", "{\"id\": «n», \"content\": \"<|im_start|>\", \"special\": true}", "\"password\": \"********\"", "\"apiKey\": \"${API_KEY}\", \"secret\": \"{{ secret }}\"", "\"sort_key\": \"«name»\", \"primaryKey\": \"id\", \"partition_key\": \"«name»-«n»\"", "\"api_key\": \"<your-api-key>\"", "\"auth\": {\"type\": \"none\"}", "\"stop_token_ids\": [«n», «n»], \"tokens_per_second\": «n».«n»"],
        ["labels"] = ["\"forgotPassword\": \"Forgot your password?\"", "\"password\": \"Password\"", "\"token_expired\": \"Your token has expired\"", "\"password.hint\": \"At least «n» characters\"", "\"apiKey.placeholder\": \"Enter your API key\"", "<label for=\"password\">Password</label>", "password: \"Enter your password\"", "msgid \"Password:\"", "\"changePassword\": \"Change password\"", "placeholder=\"Password\" aria-label=\"Password\"", "<Button>Copy token</Button>", "error.password=The password is too short"],
        ["xml"] = ["<PackageReference Include=\"«Name».Token\" Version=\"«semver»\" />", "<Password></Password><ApiKey />", "<add key=\"ConnectionString\" value=\"\" />", "<AssemblyOriginatorKeyFile>«name».snk</AssemblyOriginatorKeyFile>", "<SignAssembly>true</SignAssembly><PublicSign>false</PublicSign>", "<TokenLifetime>3600</TokenLifetime>", "<param name=\"token\">Ends the «name» when asked to.</param>", "<value>The password is wrong.</value>", "<xs:element name=\"password\" type=\"xs:string\" minOccurs=\"0\"/>", "<see cref=\"CancellationToken\"/> and <see cref=\"Key\"/>", "<Secret Include=\"«name»\" />"],
        ["infrastructure"] = ["password = var.db_password", "secret_id = aws_secretsmanager_secret.«name».id", "token = data.external.token.result[\"value\"]", "key = \"«name»/terraform.tfstate\"", "access_key = local.access_key", "password = random_password.«name».result", "secrets: inherit", "token: ${{ github.token }}", "key: ${{ runner.os }}-nuget-${{ hashFiles('**/*.csproj') }}", "password: ${{ secrets.«NAME»_PASSWORD }}", "cache-key: v1-deps-{{ checksum \"package-lock.json\" }}", "NUGET_API_KEY: ${{ secrets.NUGET_API_KEY }}", "password: !Ref DbPassword", "Password: '{{resolve:secretsmanager:«Name»:SecretString:password}}'", "apiKey: \"@Microsoft.KeyVault(SecretUri=https://«name».vault.example.net/secrets/key)\"", "ansible_password: \"{{ vault_password }}\"", "password: vault:«name»#password", "MYSQL_PASSWORD_FILE: /run/secrets/db"],
        ["traces"] = ["   at Shop.TokenStore.Read(String key, CancellationToken token) in /src/TokenStore.cs:line «n»", "    at com.shop.auth.TokenFilter.doFilter(TokenFilter.java:«n»)", "  File \"/usr/lib/python3.12/getpass.py\", line «n», in getpass", "    at Object.<anonymous> (node_modules/passport/lib/index.js:«n»:«n»)", "System.ArgumentNullException: Value cannot be null. (Parameter 'password')", "KeyError: 'token'", "error: no field `secret` on type `Config`", "TypeError: Cannot read properties of undefined (reading 'token')", "panic: interface conversion: interface {} is nil, not string: key=«name»", "error CS0103: The name 'token' does not exist in the current context"],
    };

    /// <summary>One text of each template, so many times.</summary>
    public IEnumerable<(string Shape, string Text)> Texts(int times) =>
        from round in Enumerable.Range(0, times)
        from shape in Shapes
        from template in shape.Value
        select (shape.Key, Fill(template));

    private string Fill(string template)
    {
        var text = new StringBuilder();
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('«', at);
            if (open < 0)
            {
                return text.Append(template, at, template.Length - at).ToString();
            }

            var close = template.IndexOf('»', open);
            text.Append(template, at, open - at).Append(Draw(template[(open + 1)..close]));
            at = close + 1;
        }

        return text.ToString();
    }

    private string Draw(string what) => what switch
    {
        "guid" => Guid(),
        "GUID" => Guid().ToUpperInvariant(),
        "name" => Pick(Names),
        "Name" => Pick(Names) is var name ? char.ToUpperInvariant(name[0]) + name[1..] : "",
        "NAME" => Pick(Names).ToUpperInvariant(),
        "verbs" => Pick(Verbs),
        "pkg" => Pick(Packages),
        "n" => _random.Next(1, 900).ToString(CultureInfo.InvariantCulture),
        "semver" => $"{_random.Next(30)}.{_random.Next(30)}.{_random.Next(30)}",
        "ip" => $"{_random.Next(20, 90)}.{_random.Next(256)}.{_random.Next(256)}.{_random.Next(256)}",
        "time" => $"2026-{_random.Next(1, 13):00}-{_random.Next(1, 29):00}T{_random.Next(24):00}:{_random.Next(60):00}:{_random.Next(60):00}.{_random.Next(1000):000}Z",
        _ when what.StartsWith("hex", StringComparison.Ordinal) => Letters("0123456789abcdef", Count(what[3..])),
        _ when what.StartsWith("b64:", StringComparison.Ordinal) => Convert.ToBase64String(Bytes(Count(what[4..]))),
        _ when what.StartsWith("b64u:", StringComparison.Ordinal) => Convert.ToBase64String(Bytes(Count(what[5..]))).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        _ when what.StartsWith("w:", StringComparison.Ordinal) => Letters("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", Count(what[2..])),
        _ when what.StartsWith("d:", StringComparison.Ordinal) => Letters("0123456789", Count(what[2..])),
        _ => throw new InvalidOperationException($"Nothing is known of «{what}»."),
    };

    private static int Count(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private string Guid() => new System.Guid(Bytes(16)).ToString();

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Letters(string alphabet, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => alphabet[_random.Next(alphabet.Length)]));

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
