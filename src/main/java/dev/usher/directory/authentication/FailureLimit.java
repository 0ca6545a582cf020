package dev.usher.directory.authentication;

/**
 * How often an address may fail to authenticate.
 *
 * @param perMinute how many failures are forgiven in a minute, at least 1
 * @param burst how many failures in a row are taken before attempts are refused, at least 1
 */
public record FailureLimit(int perMinute, int burst) {
  /** What applies unless the operator chooses otherwise. */
  public static final FailureLimit DEFAULT = new FailureLimit(20, 60);

  public FailureLimit {
    if (perMinute < 1 || burst < 1) {
      throw new IllegalArgumentException("a limit of failures is at least 1");
    }
  }
}
