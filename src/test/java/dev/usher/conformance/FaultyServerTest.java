package dev.usher.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.usher.conformance.area.Requirements;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that is wrong in one way fails what speaks of it, and nothing else near it. */
class FaultyServerTest {

  @Test
  void nothingFailsWithoutAFault() {
    Report report = check("none", Requirements.all(), Duration.ofSeconds(30));

    assertThat(failed(report)).as(report.text()).isEmpty();
    assertThat(report.leftBehind()).isEmpty();
  }

  /** The fault, the starts of the ids of what is checked, and what of that fails. */
  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(
            "loses the ETag",
            "etag create read",
            "etag-header etag-created etag-changes etag-not-modified etag-modified etag-match"
                + " etag-put-stale etag-patch-stale etag-delete-stale"),
        arguments(
            "errors are HTML",
            "auth error answer broken no-object wrong unknown create me",
            "auth-error-body error-body error-media-type create-duplicate me-refused"),
        arguments("creates with 200", "create take value", "create-status"),
        arguments("loses Location", "create", "create-location create-meta-location"),
        arguments(
            "status of an error is a number",
            "auth error unknown me read",
            "auth-error-body error-body me-refused"),
        arguments("says 403 for a bad credential", "auth", "auth-missing auth-wrong"),
        arguments("challenges nobody", "auth", "auth-challenge"),
        arguments(
            "is plain JSON", "answer error accept create", "error-media-type answer-media-type"),
        arguments(
            "counts wrong",
            "filter-operator page search read",
            "filter-operator-list page-count page-count-zero page-count-negative"
                + " page-past-the-end search-page"),
        arguments("invents an externalId", "value", "value-no-external-id"),
        arguments(
            "says no scimType",
            "create put filter-broken patch-duplicate search-broken",
            "create-duplicate filter-broken put-duplicate patch-duplicate search-broken"),
        arguments(
            "hides that a name is taken",
            "create put patch-duplicate",
            "create-duplicate create-duplicate-case put-duplicate patch-duplicate"),
        arguments("active is a string", "value patch-boolean", "value-boolean patch-boolean"),
        arguments("deletes with 200", "delete", "delete-status"),
        arguments("members without $ref", "group", "group-members group-nested"),
        arguments(
            "ignores excludedAttributes",
            "read put group search",
            "read-excluded read-excluded-sub read-list-excluded put-projected"
                + " group-excluded-members search-excluded"),
        arguments(
            "ignores attributes",
            "read create patch-projected search",
            "create-projected read-attributes read-attributes-case read-attributes-urn"
                + " read-attributes-sub read-list-attributes patch-projected search-attributes"),
        arguments(
            "ignores count",
            "page search",
            "page-count page-walk page-count-zero page-count-negative"),
        arguments(
            "ignores startIndex",
            "page search",
            "page-items page-walk page-past-the-end search-page"),
        arguments("ignores sortOrder", "sort", "sort-descending"),
        arguments("ignores If-Match", "etag", "etag-put-stale etag-patch-stale etag-delete-stale"),
        arguments("ignores If-None-Match", "etag", "etag-not-modified"),
        arguments("minds the case of names", "create", "create-attribute-case"),
        arguments("loses members when one is added", "group", "group-add-member"),
        arguments(
            "takes a value path for the whole attribute",
            "patch",
            "patch-replace-value-path patch-remove-value-path patch-no-target"),
        arguments("declares no extensions", "schemas types", "schemas-declared"),
        arguments("publishes the common attributes", "schemas types", "schemas-common"),
        arguments(
            "drops the second of two filters", "parameters refusals unknown", "parameters-twice"),
        arguments(
            "lets its container refuse methods", "parameters refusals", "refusals-are-errors"),
        arguments("lets its container read Accept", "parameters refusals", "refusals-are-errors"),
        arguments(
            "lets its container read Content-Type", "parameters refusals", "refusals-are-errors"),
        arguments("fails on an Accept", "parameters refusals", "refusals-are-errors"),
        arguments("echoes the password", "value", "value-password"),
        arguments(
            "deletes nothing",
            "delete",
            "delete-gone delete-not-found delete-name-free delete-unknown"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatSpeaksOfTheFaultFails(String fault, String areas, String failing) {
    List<String> starts = List.of(areas.split(" "));
    List<Requirement> requirements =
        Requirements.all().stream()
            .filter(each -> starts.stream().anyMatch(each.id()::startsWith))
            .toList();

    Report report = check(fault, requirements, Duration.ofSeconds(30));

    assertThat(failed(report))
        .as(report.text())
        .containsExactlyInAnyOrder(failing.split(" "))
        .hasSizeLessThan(requirements.size());
  }

  @Test
  void aServerThatHangsIsNotWaitedForAgainAndAgain() {
    List<Requirement> requirements =
        Requirements.all().stream().filter(each -> each.id().startsWith("create")).toList();

    Report report = check("stops answering", requirements, Duration.ofSeconds(1));

    assertThat(failed(report)).hasSize(requirements.size());
    assertThat(report.text())
        .contains(
            "received: nothing within 1 s", "received: nothing: the server stopped answering");
  }

  @Test
  void noTwoRequirementsHaveOneId() {
    assertThat(Requirements.all())
        .hasSizeGreaterThan(180)
        .extracting(Requirement::id)
        .doesNotHaveDuplicates();
    assertThat(Requirements.all())
        .allSatisfy(each -> assertThat(each.section()).matches("RFC \\d{4} §[\\d.]+"));
  }

  private static Report check(String fault, List<Requirement> requirements, Duration timeout) {
    TestAccount account = TestServer.shared().account("activation=direct");
    try (FaultyServer server = new FaultyServer(TestServer.shared().scim(), Faults.named(fault))) {
      return new Conformance(server.base(), account.token(), timeout).check(requirements);
    }
  }

  private static List<String> failed(Report report) {
    return report.outcomes().stream()
        .filter(each -> each.verdict() == Verdict.FAIL)
        .map(each -> each.requirement().id())
        .toList();
  }
}
