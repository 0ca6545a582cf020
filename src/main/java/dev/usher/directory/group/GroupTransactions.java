package dev.usher.directory.group;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.AccountRules;
import dev.usher.directory.account.Principal;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.MemberDelta;
import dev.usher.scim.version.ETags;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.query.GroupAttributes;
import dev.usher.store.query.JsonIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The transactions in which groups are changed, by the rules that are current and with their audit
 * trail.
 */
public final class GroupTransactions {
  /** The order of ids in the database, which is that of their texts. */
  private static final Comparator<UUID> IN_DATABASE = Comparator.comparing(UUID::toString);

  private final Transactions transactions;
  private final AccountRules rules;
  private final Audit audit;
  private final GroupAttributes attributes;
  private final Clock clock;

  public GroupTransactions(
      Transactions transactions,
      AccountRules rules,
      Audit audit,
      GroupAttributes attributes,
      Clock clock) {
    this.transactions = transactions;
    this.rules = rules;
    this.audit = audit;
    this.attributes = attributes;
    this.clock = clock;
  }

  /**
   * Checks what a change asks of the members, before it begins.
   *
   * @throws StoreException.TooCostly when the database would have too much to do
   */
  void requireAffordable(List<MemberDelta> changes) {
    attributes.requireAffordable(
        changes.stream()
            .filter(MemberDelta.RemoveMatching.class::isInstance)
            .map(change -> ((MemberDelta.RemoveMatching) change).condition())
            .toList());
  }

  /**
   * One transaction, which decides by what is current. What it did is in the audit trail with it;
   * what it was refused is there afterwards.
   */
  <T> T write(Principal principal, Function<Write, T> work) {
    AtomicReference<GroupTrail> last = new AtomicReference<>(new GroupTrail());
    try {
      return writeByRules(principal, last, work);
    } catch (ScimException refused) {
      last.get()
          .refusal()
          .ifPresent(
              entry ->
                  audit.recordRefusal(
                      transactions, principal.account().id(), principal.caller(), entry));
      throw refused;
    }
  }

  /** What it decided by may be dropped until it writes: then it decides by what is left. */
  private <T> T writeByRules(
      Principal principal, AtomicReference<GroupTrail> last, Function<Write, T> work) {
    AccountRules.AtHand atHand = rules.atHand(principal.account());
    try {
      return write(principal, atHand, last, work);
    } catch (StoreException.ForeignKey dropped) {
      return write(principal, atHand, last, work);
    }
  }

  private <T> T write(
      Principal principal,
      AccountRules.AtHand atHand,
      AtomicReference<GroupTrail> last,
      Function<Write, T> work) {
    Account account = principal.account();
    return transactions.write(
        tx -> {
          Write write = new Write(tx, account, atHand);
          last.set(write.trail);
          T result = work.apply(write);
          audit.record(tx, account.id(), principal.caller(), write.trail.entries());
          return result;
        });
  }

  /**
   * A group that is about to be added.
   *
   * @param members their ids, as the client wrote them
   */
  record NewGroup(UUID id, GroupState state, List<String> members) {}

  /** What a transaction that writes has at hand. */
  final class Write {
    private final Tx tx;
    private final Account account;
    private final GroupChange change;
    private final MemberTally tally = new MemberTally();
    private final NestingLimits nesting;
    private final GroupTrail trail = new GroupTrail();

    private Write(Tx tx, Account account, AccountRules.AtHand atHand) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      this.tx = tx;
      this.account = account;
      this.nesting = new NestingLimits(tx, account.id());
      this.change = new GroupChange(tx, account.id(), () -> atHand.in(tx).catalogue(), now);
    }

    Tx tx() {
      return tx;
    }

    /** What a canonical document without nulls says about the group itself. */
    GroupState read(ObjectNode document) {
      return change.read(document);
    }

    /** Adds groups. All are there before the first gets its members, who may be the others. */
    List<Group> createAll(List<NewGroup> groups) {
      List<Group> created =
          groups.stream()
              .map(each -> audited(each, () -> change.create(each.id(), each.state())))
              .toList();
      for (int i = 0; i < groups.size(); i++) {
        NewGroup group = groups.get(i);
        MemberTally own = new MemberTally();
        boolean last = i == groups.size() - 1;
        audited(group, () -> addMembers(group, own, last));
        trail.created(created.get(i), own);
      }
      return created;
    }

    /** Groups are nested as a whole: what is checked is what they all make together. */
    private int addMembers(NewGroup group, MemberTally counting, boolean last) {
      int added = members(group.id(), counting).add(group.members());
      if (last) {
        nesting.check();
      }
      return added;
    }

    private <T> T audited(NewGroup group, Supplier<T> step) {
      return trail.audited(
          Action.GROUP_CREATED, Optional.empty(), group.state().displayName(), step);
    }

    /**
     * Changes a group that is locked.
     *
     * @param changeMembers tells how many members came or went
     */
    Group update(Group group, GroupState state, ToIntFunction<MemberChange> changeMembers) {
      Group updated =
          trail.audited(
              Action.GROUP_CHANGED,
              Optional.of(group.id()),
              group.state().displayName(),
              () ->
                  change.update(
                      group, state, locked -> changed(members(locked, tally), changeMembers)));
      trail.changed(group, updated, tally);
      return updated;
    }

    private int changed(MemberChange members, ToIntFunction<MemberChange> changeMembers) {
      int changed = changeMembers.applyAsInt(members);
      nesting.check();
      return changed;
    }

    /** Removes a group that is locked with its parents. */
    void delete(Group group) {
      change.delete(group, members(group.id(), tally));
      trail.deleted(group, tally);
    }

    private MemberChange members(UUID group, MemberTally counting) {
      return new MemberChange(
          tx,
          attributes,
          account.id(),
          group,
          account.settings().unknownMembers(),
          counting,
          nesting);
    }

    /**
     * @param ifMatch the {@code If-Match} header
     * @throws ScimException 404 or 412
     */
    Group lock(UUID id, Optional<String> ifMatch) {
      Group group =
          tx.mapper(GroupMapper.class)
              .lock(account.id(), id)
              .map(GroupRows::read)
              .orElseThrow(() -> notFound(id));
      if (ifMatch.isPresent() && !ETags.matches(ifMatch.get(), group.version())) {
        throw ScimException.preconditionFailed(
            "The group has changed: its version is now %s.".formatted(ETags.of(group.version())));
      }
      return group;
    }

    /** In one statement, in the order of ids, as everybody locks groups. */
    Group lockWithParents(UUID id, Optional<String> ifMatch) {
      List<UUID> parents = tx.mapper(MemberMapper.class).parents(account.id(), id);
      if (!parents.isEmpty()) {
        List<UUID> all =
            Stream.concat(parents.stream(), Stream.of(id)).distinct().sorted(IN_DATABASE).toList();
        tx.mapper(GroupMapper.class).lockAll(account.id(), JsonIds.of(all));
      }
      return lock(id, ifMatch);
    }
  }

  static ScimException notFound(UUID id) {
    return ScimException.notFound("There is no group with id %s.".formatted(id));
  }
}
