package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLimitsTest {
  private static final BodyLimits LIMITS = new BodyLimits(1_000_000, 2_000_000, 3_000_000);

  @ParameterizedTest
  @CsvSource({
    "/, 1000000, http.maxBody",
    "/scim/v2, 1000000, http.maxBody",
    "/scim/v2/Users, 1000000, http.maxBody",
    "/scim/v2/Groups, 2000000, groups.maxBody",
    "/scim/v2/Groups/, 2000000, groups.maxBody",
    "/scim/v2/%47roups/1, 2000000, groups.maxBody",
    "/scim//v2/Groups/1, 2000000, groups.maxBody",
    "/scim/v2/Groups/1/2, 1000000, http.maxBody",
    "/scim/v2/Groups/.search, 1000000, http.maxBody",
    "/scim/v2/Bulk, 3000000, bulk.maxPayloadSize",
    "/scim/v2/Bulk/1, 1000000, http.maxBody",
    "/scim/v3/Bulk, 1000000, http.maxBody",
  })
  void groupsAndBulkHaveLimitsOfTheirOwn(String path, long bytes, String setting) {
    assertThat(LIMITS.of(ScimPath.of(path))).isEqualTo(new BodyLimits.Limit(bytes, setting));
  }

  @ParameterizedTest
  @CsvSource({"1000000, 65536", "1000, 1000"})
  void theTokenEndpointNeverNeedsMuch(long other, long bytes) {
    assertThat(new BodyLimits(other, 2_000_000, 3_000_000).of(ScimPath.of("/oauth/token")).bytes())
        .isEqualTo(bytes);
  }
}
