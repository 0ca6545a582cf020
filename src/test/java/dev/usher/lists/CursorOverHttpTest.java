package dev.usher.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.testing.Answer;
import dev.usher.testing.ScimClient;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CursorOverHttpTest {
  private static final int PEOPLE = 23;
  private static TestAccount account;
  private static ScimClient client;

  @BeforeAll
  static void people() {
    account = TestServer.shared().account("activation=direct");
    client = account.client();
    for (int i = 0; i < PEOPLE; i++) {
      String name = "p" + (i * 7 % PEOPLE);
      Answer created =
          i % 3 == 0
              ? client.createUser(name, "\"active\": " + (i % 2 == 0))
              : client.createUser(name, "\"displayName\": \"Display %d\"".formatted(i % 5));
      assertThat(created.status()).isEqualTo(201);
    }
  }

  @Test
  void aWalkIsTheListInEveryOrder() {
    for (String order :
        List.of(
            "",
            "&sortBy=userName",
            "&sortBy=userName&sortOrder=descending",
            "&sortBy=displayName",
            "&sortBy=displayName&sortOrder=descending",
            "&sortBy=meta.lastModified",
            "&sortBy=meta.created&sortOrder=descending",
            "&sortBy=active",
            "&sortBy=emails.value",
            "&filter=" + encoded("active eq true") + "&sortBy=title",
            "&filter=" + encoded("userName sw \"p1\""))) {
      List<String> whole = CursorWalk.ids(client.get("/Users?count=1000" + order));
      for (int count : new int[] {1, 5, PEOPLE, PEOPLE + 1, 1000}) {
        String path = "/Users?count=" + count + order;
        List<String> walked =
            new CursorWalk(client, path)
                .ids(
                    page ->
                        assertThat(page.text("/totalResults"))
                            .isEqualTo(String.valueOf(whole.size())));
        assertThat(walked).as(path).isEqualTo(whole);
      }
    }
  }

  @Test
  void theLastPageHasNoCursorAlsoWhenItIsFull() {
    CursorWalk whole = new CursorWalk(client, "/Users?count=" + PEOPLE);
    assertThat(whole.first().lacks("/nextCursor")).isTrue();

    CursorWalk nearly = new CursorWalk(client, "/Users?count=" + (PEOPLE - 1));
    Answer last = nearly.next(nearly.first().text("/nextCursor"));
    assertThat(CursorWalk.ids(last)).hasSize(1);
    assertThat(last.lacks("/nextCursor")).isTrue();
  }

  @Test
  void aCursorWithoutTextAsksForTheFirstPageOfTheDefaultSize() {
    for (String query : List.of("cursor", "cursor=")) {
      Answer page = client.get("/Users?" + query);
      assertThat(CursorWalk.ids(page)).as(query).hasSize(PEOPLE);
      assertThat(page.lacks("/startIndex")).as(query).isTrue();
    }
    assertThat(client.get("/Users").text("/startIndex")).isEqualTo("1");
  }

  @Test
  void aSearchWalksByTheCursorInItsBody() {
    String ask =
        """
        {"filter": "active eq true", "sortBy": "userName", "attributes": ["userName"],
         "count": 4, "cursor": "%s"}""";
    List<String> whole =
        CursorWalk.ids(client.get("/Users?sortBy=userName&filter=" + encoded("active eq true")));
    Answer page = client.post("/Users/.search", ask.formatted(""));
    List<String> walked = new java.util.ArrayList<>(CursorWalk.ids(page));
    assertThat(page.text("/itemsPerPage")).isEqualTo("4");
    while (!page.lacks("/nextCursor")) {
      page = client.post("/Users/.search", ask.formatted(page.text("/nextCursor")));
      walked.addAll(CursorWalk.ids(page));
    }
    assertThat(walked).isEqualTo(whole);

    Answer byIndex = client.post("/Users/.search", "{\"cursor\": null, \"count\": 2}");
    assertThat(byIndex.text("/startIndex")).isEqualTo("1");
  }

  @Test
  void noResourcesAreAskedForByACountOfNone() {
    for (String count : List.of("0", "-3")) {
      Answer page = client.get("/Users?cursor=&count=" + count);
      assertThat(page.text("/totalResults")).isEqualTo(String.valueOf(PEOPLE));
      assertThat(page.body().path("Resources").isEmpty()).isTrue();
      assertThat(page.lacks("/nextCursor")).isTrue();
    }
  }

  @Test
  void whatCannotBeWalkedIsRefusedByItsKeyword() {
    String cursor = client.get("/Users?cursor=&count=5&sortBy=userName").text("/nextCursor");
    String sorted = "&sortBy=userName";

    assertThat(client.get("/Users?count=5&sortBy=userName&cursor=" + cursor).status())
        .isEqualTo(200);
    refused("/Users?cursor=&startIndex=1", "invalidValue");
    refused("/Users?cursor=&count=1001", "invalidCount");
    refused("/Users?cursor=&count=x", "invalidValue");
    refused("/Users?count=6" + sorted + "&cursor=" + cursor, "invalidCount");
    refused("/Users?cursor=" + cursor + sorted, "invalidCount");
    refused("/Users?count=5&startIndex=2" + sorted + "&cursor=" + cursor, "invalidValue");
    refused("/Users?count=5&cursor=" + cursor, "invalidCursor");
    refused("/Users?count=5&sortBy=displayName&cursor=" + cursor, "invalidCursor");
    refused("/Users?count=5&sortOrder=descending" + sorted + "&cursor=" + cursor, "invalidCursor");
    refused("/Users?count=5&filter=id%20pr" + sorted + "&cursor=" + cursor, "invalidCursor");
    refused("/Users?count=5&attributes=id" + sorted + "&cursor=" + cursor, "invalidCursor");
    refused("/Groups?count=5&cursor=" + cursor, "invalidCursor");
    refused("/Users?count=5" + sorted + "&cursor=%21bogus", "invalidCursor");
    refused("/Users?count=5" + sorted + "&cursor=" + cursor + "A", "invalidCursor");
    refused(
        "/Users?count=5" + sorted + "&cursor=" + cursor.substring(0, cursor.length() - 4),
        "invalidCursor");
  }

  @Test
  void aCursorIsOfNoUseToAnotherAccount() {
    ScimClient stranger = TestServer.shared().account("activation=direct").client();
    stranger.createUser("stranger");
    String cursor = client.get("/Users?cursor=&count=5").text("/nextCursor");

    Answer answer = stranger.get("/Users?count=5&cursor=" + cursor);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/scimType")).isEqualTo("invalidCursor");
  }

  @Test
  void anotherProcessGoesOnWithAWalkUntilItsCursorExpires() {
    List<String> whole = CursorWalk.ids(client.get("/Users?sortBy=displayName"));
    String path = "/Users?sortBy=displayName&count=10";
    Answer first = new CursorWalk(client, path).first();
    String cursor = first.text("/nextCursor");
    try (TestServer other = TestServer.another();
        TestServer late =
            TestServer.anotherAt(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61)))) {
      assertThat(CursorWalk.ids(new CursorWalk(other.client(account), path).next(cursor)))
          .isEqualTo(whole.subList(10, 20));

      Answer expired = new CursorWalk(late.client(account), path).next(cursor);
      assertThat(expired.status()).isEqualTo(400);
      assertThat(expired.text("/scimType")).isEqualTo("expiredCursor");
    }
  }

  @Test
  void everyListIsWalked() {
    TestAccount full = TestServer.shared().account();
    ScimClient in = full.client();
    List<String> users =
        IntStream.range(0, 7).mapToObj(i -> in.createUser("w" + i + "@example.com").id()).toList();
    for (int i = 0; i < 7; i++) {
      in.post(
          "/Groups",
          "{\"displayName\": \"Group %d\", \"members\": [{\"value\": \"%s\"}]}"
              .formatted(i, users.get(i)));
    }
    for (String list :
        List.of(
            "/Groups?",
            "/Groups?sortBy=displayName&sortOrder=descending&",
            "/Groups?sortBy=externalId&",
            "/Groups?sortBy=members.value&",
            "/Organizations?",
            "/Projects?sortBy=organization&",
            "/Roles?sortBy=displayName&",
            "/Licenses?sortBy=totalAssignmentsPermitted&",
            "/Licenses?sortBy=totalAssignmentsUsed&sortOrder=descending&",
            "/Licenses?sortBy=limitedAssignmentsPermitted&",
            "/ProjectRoles?sortBy=supported&",
            "/Invitations?",
            "/Invitations?sortBy=sentAt&",
            "/Invitations?sortBy=expiresAt&sortOrder=descending&",
            "/Invitations?sortBy=sendCount&",
            "/Invitations?sortBy=user.display&",
            "/AuditEvents?sortBy=time&",
            "/AuditEvents?sortBy=actor.value&",
            "/AuditEvents?sortBy=target.display&sortOrder=descending&")) {
      List<String> whole = CursorWalk.ids(in.get(list + "count=1000"));
      assertThat(new CursorWalk(in, list + "count=2").ids()).as(list).isEqualTo(whole);
      if (!list.startsWith("/Projects") && !list.startsWith("/Organizations")) {
        assertThat(whole).as(list).hasSizeGreaterThan(2);
      }
    }
  }

  @Test
  void groupsAreWalkedWithTheirMembers() {
    ScimClient in = TestServer.shared().account("activation=direct").client();
    String user = in.createUser("member").id();
    for (int i = 0; i < 5; i++) {
      in.post(
          "/Groups",
          "{\"displayName\": \"Group %d\", \"members\": [{\"value\": \"%s\"}]}".formatted(i, user));
    }

    List<String> ids =
        new CursorWalk(in, "/Groups?attributes=members&count=2")
            .ids(page -> assertThat(page.text("/Resources/0/members/0/value")).isEqualTo(user));

    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
  }

  private static void refused(String path, String keyword) {
    Answer answer = client.get(path);
    assertThat(answer.status()).as(path).isEqualTo(400);
    assertThat(answer.text("/scimType")).as(path).isEqualTo(keyword);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
