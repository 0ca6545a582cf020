package dev.usher.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.ScimClient;
import dev.usher.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InvitationPageTest {
  private final ScimClient client = TestServer.shared().account().client();

  @Test
  void everyPageIsClosedToScriptsFramesCachesAndReferrers() {
    String link = Links.of(client, client.createUser("ada@example.com").id());

    for (HttpResponse<String> page :
        List.of(Links.open(link), Links.accept(link), Links.open(link), Links.accept(link))) {
      assertThat(header(page, "Content-Security-Policy"))
          .startsWith("default-src 'none'; style-src 'sha256-")
          .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
          .doesNotContain("unsafe-inline", "script-src");
      assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
      assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(page.body())
          .doesNotContainIgnoringCase("<script")
          .doesNotContainPattern("<[^>]* on[a-z]+=");
    }
  }

  @Test
  void thePageHasALanguageATitleOneHeadingAndALabelledButton() {
    String link = Links.of(client, client.createUser("ada@example.com").id());
    String page = Links.open(link).body();

    assertThat(page).contains("<html lang=\"en\">", "name=\"viewport\"", "prefers-color-scheme");
    assertThat(page)
        .containsOnlyOnce("<title>")
        .containsOnlyOnce("<h1>")
        .containsOnlyOnce("<main>");
    assertThat(page).containsOnlyOnce("<button type=\"submit\">Accept the invitation</button>");
    assertThat(page).contains("<form method=\"post\"", "<time datetime=", "ada@example.com");
  }

  @Test
  void peopleAreCalledByTheirNameAndTheirAddressIsShownOnce() {
    String parts = "\"name\": {\"givenName\": \"Grace\", \"familyName\": \"Hopper\"}";
    String grace = Links.of(client, client.createUser("grace@example.com", parts).id());
    String ada = Links.of(client, client.createUser("ada@example.com").id());

    assertThat(Links.open(grace).body()).contains("Grace Hopper").contains("grace@example.com");
    assertThat(Links.open(ada).body()).containsOnlyOnce("ada@example.com");
    assertThat(Links.accept(grace).body()).contains("The invitation for Grace Hopper is accepted");
  }

  @Test
  void namesAreTextWhateverTheyHold() {
    String hostile = "\"><script>alert(1)</script><img src=x>'&\u202E";
    String id =
        client.createUser("ada@example.com", "\"displayName\": " + ScimClient.quote(hostile)).id();
    String link = Links.of(client, id);

    for (String page : List.of(Links.open(link).body(), Links.accept(link).body())) {
      assertThat(page)
          .contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x&gt;&#39;&amp;")
          .doesNotContain("<script", "<img", "\u202E");
    }
  }

  @Test
  void everyLinkThatDoesNotWorkHasTheSamePage() {
    String id = client.createUser("ada@example.com").id();
    String used = Links.of(client, id);
    Links.accept(used);
    String token = used.substring(used.lastIndexOf('/') + 1);
    String root = TestServer.shared().root() + "/invitations/";

    List<HttpResponse<String>> pages =
        Stream.of(
                used,
                root + "nonsense",
                root + "A".repeat(token.length()),
                root + token.substring(1),
                root + UUID.randomUUID())
            .map(Links::open)
            .toList();

    assertThat(pages).allSatisfy(page -> assertThat(page.statusCode()).isEqualTo(404));
    assertThat(pages.stream().map(HttpResponse::body).distinct()).hasSize(1);
  }

  private static String header(HttpResponse<String> page, String name) {
    return page.headers().firstValue(name).orElse("");
  }
}
