package dev.usher.directory.person;

import dev.usher.directory.account.Account;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.RequestOrigin;
import dev.usher.directory.audit.Target;
import dev.usher.directory.jwt.Claims;
import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException.DuplicateKey;
import dev.usher.store.StoreException.ForeignKey;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.openid.PersonMapper;
import dev.usher.store.openid.PersonRow;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose sign-in it is. A subject is bound to a user when it is first seen, found by a verified
 * e-mail; from then on the e-mail says nothing more, so that neither a changed address nor one that
 * was given to somebody else opens another person's record. Where an account forbids connectors to
 * make administrators, an e-mail binds none: connectors write e-mails.
 */
final class SignIns {
  private static final String ACTIVE = "Active";

  private final Transactions transactions;
  private final Accounts accounts;
  private final Audit audit;
  private final Clock clock;

  SignIns(Transactions transactions, Accounts accounts, Clock clock) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.audit = Audit.at(clock);
    this.clock = clock;
  }

  /**
   * The person, who is Active now.
   *
   * @throws ScimException 403 for anybody else
   */
  PersonRow person(Account account, String issuer, Claims claims) {
    return bound(account.id(), issuer, claims)
        .map(SignIns::active)
        .orElseGet(() -> firstTime(account, issuer, claims));
  }

  private Optional<PersonRow> bound(UUID account, String issuer, Claims claims) {
    return transactions.readEach(
        tx -> tx.mapper(PersonMapper.class).bound(account, issuer, claims.subject()));
  }

  private PersonRow firstTime(Account account, String issuer, Claims claims) {
    String email = claims.verifiedEmail().orElseThrow(SignIns::unknown);
    // before anything is written: whoever is nobody here may ask as often as they like
    transactions.read(tx -> find(tx, account, email));
    try {
      return transactions.write(tx -> bind(tx, account, issuer, claims.subject(), email));
    } catch (DuplicateKey bound) {
      return bound(account.id(), issuer, claims)
          .map(SignIns::active)
          .orElseThrow(
              () ->
                  ScimException.forbidden(
                      "The user with this e-mail has signed in as somebody else before; the"
                          + " operator can unbind them."));
    } catch (ForeignKey deleted) {
      throw unknown();
    }
  }

  private PersonRow bind(Tx tx, Account account, String issuer, String subject, String email) {
    PersonRow person = find(tx, account, email);
    tx.mapper(PersonMapper.class)
        .bind(
            account.id(),
            issuer,
            subject,
            person.id(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    AuditEntry entry =
        AuditEntry.done(Action.USER_SIGN_IN_BOUND, Target.user(person.id(), person.userName()))
            .added("issuer", issuer)
            .added("subject", subject);
    audit.record(
        tx, account.id(), Caller.person(person.id(), person.userName(), RequestOrigin.NONE), entry);
    return person;
  }

  /**
   * The one Active user of that e-mail, letter by letter but for case, that it may bind by the
   * account's settings as the transaction sees them.
   */
  private PersonRow find(Tx tx, Account account, String email) {
    List<PersonRow> found = tx.mapper(PersonMapper.class).withEmail(account.id(), email);
    if (found.size() != 1 || !isEqual(found.get(0), email)) {
      throw unknown();
    }
    PersonRow person = active(found.get(0));
    if (person.administrative()
        && accounts
            .find(tx, account.id())
            .filter(now -> !now.settings().forbidAdministrativeRoles())
            .isEmpty()) {
      throw ScimException.forbidden(
          "In this account an e-mail address does not let an administrator in for the first time:"
              + " an operator has to bind the sign-in (usher oidc bind).");
    }
    return person;
  }

  private static boolean isEqual(PersonRow person, String email) {
    return person.userName().equalsIgnoreCase(email)
        || email.equalsIgnoreCase(person.primaryEmail());
  }

  private static PersonRow active(PersonRow person) {
    if (!person.status().equals(ACTIVE)) {
      throw ScimException.forbidden(
          "You are known here, but %s: only Active people are let in.".formatted(person.status()));
    }
    return person;
  }

  private static ScimException unknown() {
    return ScimException.forbidden(
        "No user of this account is known by your sign-in: one user's userName or primary e-mail"
            + " has to be the verified e-mail that your OpenID provider tells.");
  }
}
