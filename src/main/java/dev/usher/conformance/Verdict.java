package dev.usher.conformance;

/** What became of a requirement. */
public enum Verdict {
  PASS("pass"),
  FAIL("fail"),
  NOT_OFFERED("not offered");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** As reports write it. */
  public String words() {
    return words;
  }
}
