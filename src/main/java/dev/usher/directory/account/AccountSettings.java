package dev.usher.directory.account;

/**
 * What an account chose. Each setting has a name on the command line ({@code scripts/usher account
 * set NAME KEY=VALUE}), which is the component's name.
 *
 * @param activation whether a provisioned user waits for an invitation to be accepted
 * @param strict whether what lenient parsing would forgive is answered 400
 * @param unknownMembers what happens to unknown ids added to a group
 * @param patchAnswers what a PATCH of a group answers
 */
public record AccountSettings(
    Activation activation,
    boolean strict,
    UnknownMembers unknownMembers,
    PatchAnswers patchAnswers) {

  /** What a new account has. */
  public static final AccountSettings DEFAULT =
      new AccountSettings(Activation.INVITE, false, UnknownMembers.REJECT, PatchAnswers.BODY);

  /** How a provisioned user becomes Active. */
  public enum Activation {
    INVITE,
    DIRECT
  }

  /** What happens to unknown ids added to a group. */
  public enum UnknownMembers {
    REJECT,
    IGNORE
  }

  /** What a PATCH of a group answers while the group is small. */
  public enum PatchAnswers {
    BODY,
    NONE
  }
}
