package dev.usher.directory.person;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.Target;
import dev.usher.directory.jwt.JwtVerifier;
import dev.usher.store.StoreException.DuplicateKey;
import dev.usher.store.StoreException.ForeignKey;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.openid.OpenIdProviderMapper;
import dev.usher.store.openid.PersonMapper;
import dev.usher.store.openid.PersonRow;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * Which subject of an account's OpenID provider is which user, as an operator looks after it. What
 * cannot be done is a {@link Refusal}.
 */
public final class SignInBindings {
  private final Transactions transactions;
  private final Accounts accounts;
  private final Audit audit;
  private final Clock clock;

  public SignInBindings(Transactions transactions, Accounts accounts, Clock clock) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.audit = Audit.at(clock);
    this.clock = clock;
  }

  /**
   * Says who a person is at the provider, so that no e-mail has to.
   *
   * @param subject the {@code sub} of the person's tokens, exactly
   * @throws Refusal when there is no such account, provider or user, the subject is another user,
   *     or the user has another subject
   */
  public void bind(String account, String userName, String subject) {
    if (!JwtVerifier.isUsableSubject(subject)) {
      throw new Refusal("the subject is empty, longer than 255 characters, or no text");
    }
    try {
      transactions.write(
          tx -> {
            Account of = accounts.named(tx, account);
            String issuer =
                tx.mapper(OpenIdProviderMapper.class)
                    .find(of.id())
                    .orElseThrow(() -> OpenIdProviders.withoutProvider(account))
                    .issuer();
            PersonRow person = person(tx, of, account, userName);
            tx.mapper(PersonMapper.class)
                .bind(
                    of.id(),
                    issuer,
                    subject,
                    person.id(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            audit.record(
                tx,
                of.id(),
                Caller.operator(),
                AuditEntry.done(
                        Action.USER_SIGN_IN_BOUND, Target.user(person.id(), person.userName()))
                    .added("issuer", issuer)
                    .added("subject", subject));
            return person;
          });
    } catch (DuplicateKey taken) {
      throw new Refusal(
          "'%s' or that subject is bound already; unbind the user first".formatted(userName),
          taken);
    } catch (ForeignKey gone) {
      throw new Refusal("the user or the provider is gone", gone);
    }
  }

  /**
   * Forgets who a person is at the provider, so that the next sign-in finds them by e-mail again.
   *
   * @throws Refusal when there is no such account or user, or the user never signed in
   */
  public void unbind(String account, String userName) {
    transactions.write(
        tx -> {
          Account of = accounts.named(tx, account);
          PersonRow person = person(tx, of, account, userName);
          if (tx.mapper(PersonMapper.class).unbind(of.id(), person.id()) == 0) {
            throw new Refusal("'%s' never signed in".formatted(person.userName()));
          }
          audit.record(
              tx,
              of.id(),
              Caller.operator(),
              AuditEntry.done(
                  Action.USER_SIGN_IN_UNBOUND, Target.user(person.id(), person.userName())));
          return person;
        });
  }

  private static PersonRow person(Tx tx, Account of, String account, String userName) {
    return tx.mapper(PersonMapper.class)
        .named(of.id(), userName)
        .orElseThrow(
            () -> new Refusal("account '%s' has no user '%s'".formatted(account, userName)));
  }
}
