package dev.usher.directory.account;

import dev.usher.directory.Versioned;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.store.Tx;

/**
 * What writes decide by: the settings and the catalogue of their account, as their transaction sees
 * them. What is at hand may be some seconds old, so the transaction asks for the number of the
 * account's last change, and reads both again only where that is another one.
 */
public final class AccountRules {
  private final Accounts accounts;
  private final Catalogues catalogues;

  public AccountRules(Accounts accounts, Catalogues catalogues) {
    this.accounts = accounts;
    this.catalogues = catalogues;
  }

  /** What a write decides by. */
  public record Rules(Account account, Catalogue catalogue) {}

  /**
   * What is at hand, before a transaction begins: reading it may take a connection.
   *
   * @param account as the request knows it
   */
  public AtHand atHand(Account account) {
    return new AtHand(account, catalogues.recent(account.id()));
  }

  /** What was at hand when a transaction began. */
  public final class AtHand {
    private final Account asRequested;
    private final Versioned<Account> account;
    private final Versioned<Catalogue> catalogue;

    private AtHand(Account asRequested, Versioned<Catalogue> catalogue) {
      this.asRequested = asRequested;
      this.account =
          accounts.recent(asRequested.id()).orElseGet(() -> new Versioned<>(asRequested, 0));
      this.catalogue = catalogue;
    }

    /** What is current. Settings that say how a request is read are those of the request. */
    public Rules in(Tx tx) {
      long version = accounts.changes().version(tx, asRequested.id());
      if (version == account.version() && version == catalogue.version()) {
        return rules(account.value(), catalogue.value());
      }
      accounts.changes().drop(asRequested.id()); // sooner than the next poll
      return rules(
          accounts.find(tx, asRequested.id()).orElse(asRequested),
          catalogues.fresh(tx, asRequested.id()));
    }

    private Rules rules(Account current, Catalogue of) {
      return new Rules(
          new Account(
              current.id(), current.name(), asRequested.settings().withRulesOf(current.settings())),
          of);
    }
  }
}
