package dev.usher.directory.invitation;

import dev.usher.directory.query.Lists;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.invitation.InvitationMapper;
import dev.usher.store.invitation.InvitationRow;
import dev.usher.store.query.QueryCompiler;
import java.util.UUID;

/** Reads the invitations of an account, closed ones too. */
public final class InvitationList {
  private final Transactions transactions;
  private final QueryCompiler compiler;
  private final Lists lists;

  /**
   * @param compiler for invitations
   */
  public InvitationList(Transactions transactions, QueryCompiler compiler, Lists lists) {
    this.transactions = transactions;
    this.compiler = compiler;
    this.lists = lists;
  }

  /** One page of a list (RFC 7644 §3.4.2). */
  public ListResponse<Invitation> list(UUID account, ListQuery query) {
    Lists.Listing listing = lists.of(ResourceTypes.INVITATION, compiler, account, query);
    return transactions.read(
        tx -> listing.read(tx.mapper(InvitationMapper.class), Invitation::of, InvitationRow::id));
  }

  /**
   * One invitation.
   *
   * @throws ScimException 404
   */
  public Invitation get(UUID account, UUID id) {
    return transactions
        .readEach(tx -> tx.mapper(InvitationMapper.class).find(account, id))
        .map(Invitation::of)
        .orElseThrow(
            () -> ScimException.notFound("There is no invitation with id %s.".formatted(id)));
  }
}
