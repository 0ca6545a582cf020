package dev.usher.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.conformance.area.Requirements;
import dev.usher.testing.TestAccount;
import dev.usher.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsherConformsTest {

  @ParameterizedTest
  @ValueSource(strings = {"activation=direct", "activation=invite"})
  void nothingFailsAndNothingIsLeftBehind(String setting) {
    TestAccount account = TestServer.shared().account(setting);

    Report report =
        new Conformance(TestServer.shared().scim(), account.token(), Duration.ofSeconds(30))
            .check(Requirements.all());

    assertThat(report.count(Verdict.FAIL)).as(report.text()).isZero();
    assertThat(report.count(Verdict.PASS)).isGreaterThan(150);
    assertThat(report.text()).doesNotContain(account.token());
    assertThat(report.leftBehind()).isEmpty();
    for (String endpoint : new String[] {"/Users", "/Groups"}) {
      assertThat(account.client().get(endpoint).text("/totalResults")).isEqualTo("0");
    }
  }
}
