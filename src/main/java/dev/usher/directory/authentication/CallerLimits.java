package dev.usher.directory.authentication;

/**
 * What one caller may use up.
 *
 * @param failures how often an address may fail to authenticate
 * @param accessTokens how many access tokens of one OAuth client are good at a time
 * @param issues how often one OAuth client may get an access token
 */
public record CallerLimits(FailureLimit failures, int accessTokens, IssueLimit issues) {
  /** What applies unless the operator chooses otherwise. */
  public static final CallerLimits DEFAULT =
      new CallerLimits(FailureLimit.DEFAULT, 100, IssueLimit.DEFAULT);
}
