package dev.usher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunTest {
  private static final Workload.Targets MIDDLE = Workload.Targets.none().growing();

  private final EarlierRun small = earlier("10,000", 2.0, 500);

  @TempDir private Path directory;

  @Test
  void withAsManyUsersItTellsTheChangeOfLatencyAndThroughput() {
    assertThat(small.change(result("GET user", 1, 3.0, 250), 10_000))
        .isEqualTo("p50 x 1.50, ops/s x 0.50");
    assertThat(small.missed(result("GET user", 1, 3.0, 250), 10_000)).isEmpty();
    assertThat(small.growth(result("GET user", 1, 3.0, 250), 10_000)).isEmpty();
  }

  @Test
  void withMoreUsersItMarksWhatIsMuchSlower() {
    assertThat(small.missed(result("GET user", 1, 2.6, 400), 1_000_000)).isEmpty();
    assertThat(small.change(result("GET user", 1, 2.6, 400), 1_000_000))
        .isEqualTo("p50 x 1.30, ops/s x 0.80");

    Result slower = result("GET user", 1, 2.62, 400);
    assertThat(small.missed(slower, 1_000_000))
        .hasValue("GET user, 1 connection: p50 x 1.31 from 10,000 to 1,000,000 users, not 1.3");
    assertThat(small.change(slower, 1_000_000)).isEqualTo("p50 x 1.31, ops/s x 0.80 MISSED");
  }

  @Test
  void aDeepPageMayGrow() {
    Result deep = result("page of 100, middle", 1, 200.0, 5, MIDDLE);

    assertThat(small.missed(deep, 1_000_000)).isEmpty();
    assertThat(small.change(deep, 1_000_000)).isEqualTo("p50 x 100.00, ops/s x 0.01 (may grow)");
    assertThat(small.change(deep, 10_000)).isEqualTo("p50 x 100.00, ops/s x 0.01");
  }

  @Test
  void whichRunCameFirstIsNoMatter() {
    EarlierRun large = earlier("1,000,000", 4.0, 100);

    assertThat(large.growth(result("GET user", 1, 2.0, 200), 10_000).getAsDouble())
        .isCloseTo(2.0, within(1e-9));
    assertThat(large.missed(result("GET user", 1, 2.0, 200), 10_000)).isPresent();
    assertThat(large.missed(result("GET user", 1, 8.0, 200), 10_000)).isEmpty();
  }

  @Test
  void connectionsAreComparedApart() {
    assertThat(small.change(result("GET user", 16, 20.0, 500), 1_000_000))
        .isEqualTo("p50 x 5.00, ops/s x 1.00 MISSED");
  }

  @Test
  void whatWasNotMeasuredIsNotCompared() {
    Result other = result("PUT user", 1, 100.0, 1);

    assertThat(small.change(other, 1_000_000)).isEmpty();
    assertThat(small.missed(other, 1_000_000)).isEmpty();
  }

  @Test
  void aReportFailsOnWhatGrowsAndIsReadAgain() {
    Path json = directory.resolve("run.json");
    Report large = report(1_000_000, Optional.of(small));
    large.add(result("GET user", 1, 2.0, 500));
    large.add(result("page of 100, middle", 1, 900.0, 1, MIDDLE));
    assertThat(large.end(json, directory.resolve("run.html"))).isTrue();

    Report grown = report(1_000_000, Optional.of(small));
    grown.add(result("GET user", 1, 4.0, 500));
    assertThat(grown.end(directory.resolve("grown.json"), directory.resolve("grown.html")))
        .isFalse();

    EarlierRun kept = EarlierRun.read(json);
    assertThat(kept.change(result("GET user", 1, 3.0, 250), 1_000_000))
        .isEqualTo("p50 x 1.50, ops/s x 0.50");
  }

  @Test
  void anotherFileIsNoRun() {
    assertThatThrownBy(() -> EarlierRun.of(new ObjectMapper().createObjectNode()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not the results of a benchmark");
    assertThatThrownBy(() -> EarlierRun.read(directory.resolve("missing.json")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.json");
  }

  private static Report report(long users, Optional<EarlierRun> earlier) {
    return new Report(new PrintWriter(new StringWriter()), users, Map.of(), earlier, true);
  }

  private static EarlierRun earlier(String users, double p50, double perSecond) {
    try {
      return EarlierRun.of(
          new ObjectMapper()
              .readTree(
                  """
                  {"run": {"users": "%1$s"}, "results": [
                    {"workload": "GET user", "connections": 1, "p50": %2$s, "perSecond": %3$s},
                    {"workload": "GET user", "connections": 16, "p50": 4.0, "perSecond": 500},
                    {"workload": "page of 100, middle", "connections": 1,
                     "p50": %2$s, "perSecond": %3$s}]}"""
                      .formatted(users, p50, perSecond)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Result result(String workload, int connections, double p50, double perSecond) {
    return result(workload, connections, p50, perSecond, Workload.Targets.none());
  }

  private static Result result(
      String workload, int connections, double p50, double perSecond, Workload.Targets targets) {
    return new Result(
        new Workload(
            workload, Workload.Kind.READ, targets, number -> Call.get("/Users", "get/" + number)),
        connections,
        new Figures(perSecond, p50, p50, p50, 0, 0, Optional.empty()),
        Optional.empty());
  }
}
