package dev.usher.directory.account;

import dev.usher.directory.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an account chose. Each setting has a name on the command line ({@code scripts/usher account
 * set NAME KEY=VALUE}), which is the component's name.
 *
 * <p>A new setting is a component, its declaration below and a line in {@link #of}, all in this
 * file; the command line, the database and the messages follow.
 *
 * @param activation whether a provisioned user waits for an invitation to be accepted
 * @param strict whether what lenient parsing would forgive is answered 400
 * @param unknownMembers what happens to unknown ids added to a group
 * @param patchAnswers what a PATCH of a group answers
 * @param forbidAdministrativeRoles whether a token may not make anybody an administrator, nor
 *     change an administrator's userName and e-mail addresses; who is one stays one. An e-mail
 *     address then binds no sign-in to an administrator: an operator does
 * @param katalonAlias the account's id in Katalon's User extension, {@code AC-} and ASCII letters
 *     or digits; empty when the account does not speak that extension
 * @param rateLimit how often all callers of the account together may ask; empty for no limit
 * @param callerRateLimit how often one caller, a token or a person, may ask; empty for no limit
 */
public record AccountSettings(
    Activation activation,
    boolean strict,
    UnknownMembers unknownMembers,
    PatchAnswers patchAnswers,
    boolean forbidAdministrativeRoles,
    Optional<String> katalonAlias,
    Optional<RateLimit> rateLimit,
    Optional<RateLimit> callerRateLimit) {

  private static final AccountSetting<Activation> ACTIVATION =
      AccountSetting.choice("activation", Activation.INVITE);
  private static final AccountSetting<Boolean> STRICT = AccountSetting.flag("strict", false);
  private static final AccountSetting<UnknownMembers> UNKNOWN_MEMBERS =
      AccountSetting.choice("unknownMembers", UnknownMembers.REJECT);
  private static final AccountSetting<PatchAnswers> PATCH_ANSWERS =
      AccountSetting.choice("patchAnswers", PatchAnswers.BODY);
  private static final AccountSetting<Boolean> FORBID_ADMINISTRATIVE_ROLES =
      AccountSetting.flag("forbidAdministrativeRoles", false);

  private static final AccountSetting<Optional<String>> KATALON_ALIAS =
      AccountSetting.key(
          "katalonAlias", Pattern.compile("AC-[A-Z0-9]{1,60}"), "AC- and letters or digits");

  private static final AccountSetting<Optional<RateLimit>> RATE_LIMIT =
      AccountSetting.rate("rateLimit", RateLimit.DEFAULT);
  private static final AccountSetting<Optional<RateLimit>> CALLER_RATE_LIMIT =
      AccountSetting.rate("callerRateLimit", RateLimit.DEFAULT);

  /** Every setting, in the order in which they are shown. */
  public static final List<AccountSetting<?>> ALL =
      List.of(
          ACTIVATION,
          STRICT,
          UNKNOWN_MEMBERS,
          PATCH_ANSWERS,
          FORBID_ADMINISTRATIVE_ROLES,
          KATALON_ALIAS,
          RATE_LIMIT,
          CALLER_RATE_LIMIT);

  /** What a new account has. */
  public static final AccountSettings DEFAULT = of(Map.of());

  /**
   * The settings of an account.
   *
   * @param stored by name, only what was set; names this version does not know are ignored
   */
  static AccountSettings of(Map<String, String> stored) {
    return new AccountSettings(
        ACTIVATION.in(stored),
        STRICT.in(stored),
        UNKNOWN_MEMBERS.in(stored),
        PATCH_ANSWERS.in(stored),
        FORBID_ADMINISTRATIVE_ROLES.in(stored),
        KATALON_ALIAS.in(stored),
        RATE_LIMIT.in(stored),
        CALLER_RATE_LIMIT.in(stored));
  }

  /** Every setting as text, defaults included, in the order of {@link #ALL}. */
  static Map<String, String> asText(Map<String, String> stored) {
    Map<String, String> text = new LinkedHashMap<>();
    ALL.forEach(setting -> text.put(setting.name(), setting.textIn(stored)));
    return text;
  }

  /**
   * These settings with what another reading says of the rules: how a request is read and answered
   * stays as it was when the request began, and what it may do is what is allowed now.
   */
  AccountSettings withRulesOf(AccountSettings current) {
    return new AccountSettings(
        current.activation,
        strict,
        current.unknownMembers,
        patchAnswers,
        current.forbidAdministrativeRoles,
        katalonAlias,
        current.rateLimit,
        current.callerRateLimit);
  }

  /**
   * Checks what an operator typed.
   *
   * @return the changes as they are stored
   * @throws Refusal for a name or a value that does not exist, listing those that do
   */
  static Map<String, String> checked(Map<String, String> changes) {
    Map<String, String> checked = new LinkedHashMap<>();
    changes.forEach((name, value) -> checked.put(name, named(name).normalised(value)));
    return checked;
  }

  private static AccountSetting<?> named(String name) {
    return ALL.stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "there is no setting '%s'; settings are %s"
                        .formatted(
                            name,
                            ALL.stream()
                                .map(AccountSetting::name)
                                .collect(Collectors.joining(", ")))));
  }

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
