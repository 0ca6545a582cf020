package dev.usher.directory.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MasterKeysTest {
  private static final String ZEROS = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String ONES = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

  @Test
  void aDerivedKeyIsThatOfHkdfSha256() {
    // HKDF with no salt, 32 zero bytes as input, info "usher link", 32 bytes: made with OpenSSL.
    assertThat(HexFormat.of().formatHex(current(MasterKeys.parse(ZEROS), "link")))
        .isEqualTo("c4b0c02811babf598ef0e98aed2a671b3387f2ab487af212f8e9bbb1bde73e89");
  }

  @Test
  void purposesHaveUnrelatedKeys() {
    MasterKeys keys = MasterKeys.parse(ZEROS);
    assertThat(current(keys, "link")).isNotEqualTo(current(keys, "cursor"));
  }

  @Test
  void theFirstKeyIsUsedAndTheOthersAreStillKnown() {
    MasterKeys before = MasterKeys.parse("old:" + ZEROS);
    MasterKeys rotated = MasterKeys.parse("# rotated in spring\nnew:" + ONES + "\nold:" + ZEROS);
    assertThat(rotated.currentId()).isEqualTo("new");
    assertThat(current(rotated, "link")).isNotEqualTo(current(before, "link"));
    assertThat(rotated.derive("link", "old")).contains(current(before, "link"));
    assertThat(rotated.derive("link", "older")).isEmpty();
  }

  @Test
  void aGeneratedKeyIsReadBackUnderItsId() {
    MasterKeys made = MasterKeys.generate(new SecureRandom());
    MasterKeys read = MasterKeys.parse(made.toText());
    assertThat(read.currentId()).isEqualTo(made.currentId());
    assertThat(current(read, "link")).isEqualTo(current(made, "link"));
  }

  @Test
  void aKeyWithoutIdIsKnownByTheSameIdEverywhere() {
    String id = MasterKeys.parse(ZEROS).currentId();
    assertThat(MasterKeys.parse(ONES + "," + ZEROS).derive("link", id))
        .contains(current(MasterKeys.parse(ZEROS), "link"));
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutBeingQuoted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKeys.parse("c2VjcmV0"))
        .withMessage("a master key has 32 bytes, not 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKeys.parse("geheim!"))
        .withMessage("a master key is not base64")
        .withNoCause();
    assertThatIllegalArgumentException().isThrownBy(() -> MasterKeys.parse(" \n# none\n"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKeys.parse("a:" + ZEROS + " a:" + ONES))
        .withMessage("two master keys have the id a");
  }

  @Test
  void keysAreNotShown() {
    assertThat(MasterKeys.parse("a:" + ONES)).hasToString("MasterKeys[a]");
  }

  private static byte[] current(MasterKeys keys, String purpose) {
    return keys.derive(purpose, keys.currentId()).orElseThrow();
  }
}
