package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.usher.testing.Operator;
import dev.usher.testing.TestIssuer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OauthCommandsTest {
  private static final String SECRET = "usher_cs_[A-Za-z0-9_-]{43}";

  @TempDir private Path directory;

  private final Operator operator = new Operator();
  private final String account = operator.anAccount().name();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "usher", mixinStandardHelpOptions = true)
  private static final class Root {}

  @Test
  void aClientIsCreatedWithASecretThatIsShownOnce() {
    assertThat(client("create", "--name", "entra"))
        .matches("client_id=\\S{36}\\Rclient_secret=" + SECRET + "\\R");

    assertThat(client("list"))
        .matches("client\tentra\t\\S{36}\tscim\tPT1H\tnever\\Rsecret\t1\t\\S+Z\\R")
        .doesNotContain("usher_cs_");
  }

  @Test
  void scopesAndTheLifetimeOfTokensAreChosen() {
    assertThat(
            client(
                "create",
                "--name",
                "reader",
                "--scope",
                "admin",
                "--scope",
                "scim:read",
                "--token-lifetime",
                "6h",
                "--without-secret"))
        .matches("client_id=\\S{36}\\R");

    assertThat(client("list")).matches("client\treader\t\\S{36}\tscim:read admin\tPT6H\tnever\\R");
  }

  @Test
  void secretsAreAddedAndDropped() {
    client("create", "--name", "entra");

    assertThat(client("add-secret", "ENTRA"))
        .matches("client_id=\\S{36}\\Rclient_secret=" + SECRET + "\\R");
    assertThat(refused("add-secret", "entra")).contains("has two secrets");
    assertThat(client("drop-secret", "entra", "1")).startsWith("dropped secret 1");
    assertThat(refused("drop-secret", "entra", "1")).contains("has no secret 1");
    assertThat(client("list").lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("client\tentra"),
            second -> assertThat(second).startsWith("secret\t2"));
  }

  @Test
  void federationsAreAddedListedAndRemoved() throws Exception {
    client("create", "--name", "entra", "--without-secret");
    String platform =
        client(
                "federate",
                "entra",
                "--issuer",
                "https://login.example/tenant/v2.0",
                "--subject",
                "workload",
                "--audience",
                "api://usher",
                "--jwks",
                "https://login.example/keys")
            .strip();
    String keys = new JWKSet(new RSAKeyGenerator(2048).generate().toPublicJWK()).toString();
    String own = client("federate", "entra", "--jwks-file", file(keys)).strip();

    assertThat(client("list").lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("client\tentra"),
            second ->
                assertThat(second)
                    .isEqualTo(
                        String.join(
                            "\t",
                            "federation",
                            platform,
                            "https://login.example/tenant/v2.0",
                            "workload",
                            "api://usher")),
            third -> assertThat(third).matches("federation\t" + own + "\t(\\S{36})\t\\1\t-"));
    assertThat(client("unfederate", "entra", platform)).contains(platform);
    assertThat(refused("unfederate", "entra", platform)).contains("has no federation");
    assertThat(client("delete", "entra")).isEqualTo("deleted entra" + System.lineSeparator());
    assertThat(client("list")).isEmpty();
  }

  @Test
  void keysThatAreNoPublicKeysAreRefused() throws Exception {
    client("create", "--name", "entra");

    assertThat(
            refused(
                "federate",
                "entra",
                "--jwks-file",
                file(new JWKSet(new RSAKeyGenerator(2048).generate()).toString(false))))
        .contains("has a private key");
    assertThat(
            refused(
                "federate",
                "entra",
                "--jwks-file",
                file(new JWKSet(new OctetSequenceKeyGenerator(256).generate()).toString(false))))
        .contains("neither RSA nor EC");
    assertThat(
            refused(
                "federate",
                "entra",
                "--jwks-file",
                file(
                    new JWKSet(new RSAKeyGenerator(1024, true).generate().toPublicJWK())
                        .toString())))
        .contains("fewer than 2048 bits");
    assertThat(refused("federate", "entra", "--jwks-file", file("{\"keys\": []}")))
        .contains("has no keys");
    assertThat(refused("federate", "entra", "--jwks-file", file("-----BEGIN")))
        .contains("is not a JWK Set");
    assertThat(refused("federate", "entra", "--jwks-file", "/missing")).contains("cannot read");
    assertThat(client("list")).doesNotContain("federation");
  }

  @Test
  void whatCannotBeDoneIsOneLineOnStderrAndExitCodeOne() {
    client("create", "--name", "entra");

    assertThat(refused("create", "--name", "ENTRA")).contains("named 'ENTRA' already");
    assertThat(refused("create", "--name", "x", "--token-lifetime", "30m")).contains("1h to 6h");
    assertThat(refused("create", "--name", "x", "--token-lifetime", "7h")).contains("1h to 6h");
    assertThat(refused("create", "--name", "x", "--scope", "all")).contains("there is no scope");
    assertThat(refused("create", "--name", "1b4e28ba-2fa1-11d2-883f-0016d3cca427"))
        .contains("looks like an id");
    assertThat(refused("delete", "okta")).contains("has no OAuth client 'okta'");
    assertThat(refused("federate", "entra", "--issuer", "https://x", "--jwks", "https://x/keys"))
        .contains("belong together");
    assertThat(refused("federate", "entra", "--jwks", "http://keys.example/"))
        .contains("must begin with https://");
    assertThat(refused("federate", "entra", "--jwks", "file:///etc/passwd")).contains("no URL");
  }

  @Test
  void aProviderIsSetShownAndRemoved() {
    assertThat(oidc("show")).isEmpty();

    String printed =
        oidc(
            "set",
            "--issuer",
            "https://id.example",
            "--audience",
            account,
            "--jwks",
            "https://id.example/keys");

    assertThat(printed.lines())
        .containsExactly(
            "issuer=https://id.example",
            "audience=" + account,
            "jwks=https://id.example/keys",
            "max-token-life=PT24H",
            "token-type=any");
    assertThat(oidc("show")).isEqualTo(printed);
    assertThat(oidc("remove")).contains("removed");
    assertThat(oidc("show")).isEmpty();
    assertThat(failed("oidc", "remove", "--account", account)).contains("has no OpenID provider");
    assertThat(failed("oidc", "unbind", "--account", account, "ada")).contains("has no user 'ada'");
    assertThat(failed("oidc", "bind", "--account", account, "ada", "--subject", "s"))
        .contains("has no OpenID provider");
  }

  @Test
  void whatTokensHaveToSayIsSetAndKeptUntilItIsSetAgain() {
    String[] provider = {
      "--issuer", "https://id.example", "--audience", account, "--jwks", "https://id.example/keys"
    };
    String printed =
        oidc(
            "set",
            with(
                provider,
                "--max-token-life=1h",
                "--token-type=id",
                "--admin-max-age=10m",
                "--admin-acr=mfa",
                "--admin-acr=phr"));

    assertThat(printed.lines().skip(3))
        .containsExactly(
            "max-token-life=PT1H",
            "token-type=id",
            "admin-max-age=PT10M",
            "admin-acr=mfa",
            "admin-acr=phr");
    assertThat(oidc("set", provider)).isEqualTo(printed);
    assertThat(
            oidc("set", with(provider, "--admin-max-age=none", "--admin-acr=none")).lines().skip(3))
        .containsExactly("max-token-life=PT1H", "token-type=id");
    for (String wrong :
        List.of(
            "--max-token-life=32d",
            "--max-token-life=10s",
            "--max-token-life=soon",
            "--token-type=ID",
            "--admin-max-age=0s",
            "--admin-acr=\"",
            "--admin-acr=a b")) {
      assertThat(failed(line("oidc", null, "set", with(provider, wrong)))).isNotBlank();
    }
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void theKeysOfAProviderAreLookedUp() {
    try (TestIssuer issuer = new TestIssuer()) {
      assertThat(oidc("set", "--issuer", issuer.url(), "--audience", account))
          .contains("jwks=" + issuer.jwksUrl());
      assertThat(
              failed(
                  "oidc",
                  "set",
                  "--account",
                  account,
                  "--audience",
                  account,
                  "--issuer",
                  issuer.url() + "/"))
          .contains("calls itself");
      assertThat(oidc("show")).contains("issuer=" + issuer.url() + System.lineSeparator());
    }
  }

  @Test
  void aProviderThatCannotBeAskedIsRefused() {
    String url;
    try (TestIssuer issuer = new TestIssuer()) {
      url = issuer.url();
    }

    assertThat(failed("oidc", "set", "--account", account, "--audience", account, "--issuer", url))
        .contains("--jwks");
    assertThat(
            failed(
                "oidc",
                "set",
                "--account",
                account,
                "--audience",
                "a",
                "--issuer",
                "http://id.example"))
        .contains("must begin with https://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oauth",
        "oauth client",
        "oauth client create",
        "oauth client federate --account a entra",
        "oauth client federate --account a entra --jwks https://x --jwks-file y",
        "oauth client drop-secret --account a entra one",
        "oidc",
        "oidc bind --account a ada",
        "oidc set --account a"
      })
  void wrongUsageIsExitCodeTwo(String line) {
    assertThat(execute(line.split(" "))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oauth",
        "oauth client",
        "oauth client create",
        "oauth client add-secret",
        "oauth client drop-secret",
        "oauth client federate",
        "oauth client unfederate",
        "oauth client list",
        "oauth client delete",
        "oidc",
        "oidc set",
        "oidc show",
        "oidc remove",
        "oidc bind",
        "oidc unbind"
      })
  void everyCommandExplainsItself(String line) {
    assertThat(ok((line + " --help").split(" "))).startsWith("Usage: usher " + line);
  }

  private String client(String command, String... arguments) {
    return ok(line("oauth", "client", command, arguments));
  }

  private String refused(String command, String... arguments) {
    return failed(line("oauth", "client", command, arguments));
  }

  private String oidc(String command, String... arguments) {
    return ok(line("oidc", null, command, arguments));
  }

  private String[] line(String first, String second, String command, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(first);
    if (second != null) {
      line.add(second);
    }
    line.addAll(List.of(command, "--account", account));
    line.addAll(List.of(arguments));
    return line.toArray(String[]::new);
  }

  private String ok(String... arguments) {
    assertThat(execute(arguments)).as(() -> err.toString()).isZero();
    assertThat(err.toString()).isEmpty();
    return out.toString();
  }

  private String failed(String... arguments) {
    assertThat(execute(arguments)).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(1);
    return err.toString();
  }

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    DatabaseSession database = work -> work.accept(operator.transactions());
    Clock clock = Clock.systemUTC();
    return new CommandLine(new Root())
        .addSubcommand(OauthCommand.of(database, clock))
        .addSubcommand(new OidcCommand(database, clock))
        .setExecutionExceptionHandler(new OneLineErrors())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("keys.json"), text).toString();
  }
}
