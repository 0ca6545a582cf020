package dev.usher.directory.authentication;

/**
 * How often one OAuth client may get an access token.
 *
 * @param perMinute how many access tokens a minute may go on for ever, at least 1
 * @param burst how many access tokens in a row are given after a quiet time, at least 1
 */
public record IssueLimit(int perMinute, int burst) {
  /**
   * Clients keep a token for its life of an hour or more; one a second is room for those that do
   * not.
   */
  public static final IssueLimit DEFAULT = new IssueLimit(60, 100);

  public IssueLimit {
    if (perMinute < 1 || burst < 1) {
      throw new IllegalArgumentException("a limit of access tokens is at least 1");
    }
  }
}
