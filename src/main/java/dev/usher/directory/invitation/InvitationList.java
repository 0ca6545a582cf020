package dev.usher.directory.invitation;

import dev.usher.directory.query.Totals;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Page;
import dev.usher.scim.query.Sort;
import dev.usher.store.Transactions;
import dev.usher.store.invitation.InvitationMapper;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import java.util.List;
import java.util.UUID;

/** Reads the invitations of an account, closed ones too. */
public final class InvitationList {
  private final Transactions transactions;
  private final QueryCompiler compiler;
  private final Totals totals;

  /**
   * @param compiler for invitations
   */
  public InvitationList(Transactions transactions, QueryCompiler compiler, Totals totals) {
    this.transactions = transactions;
    this.compiler = compiler;
    this.totals = totals;
  }

  /** One page of a list (RFC 7644 §3.4.2). */
  public ListResponse<Invitation> list(UUID account, ListQuery query) {
    QuerySql sql =
        compiler.compile(
            account,
            query.filter(),
            query.sort().map(Sort::path),
            query.sort().map(Sort::descending).orElse(false));
    Page.Index page = (Page.Index) query.page();
    return transactions.read(
        tx -> {
          InvitationMapper mapper = tx.mapper(InvitationMapper.class);
          List<Invitation> invitations =
              page.count() == 0
                  ? List.of()
                  : mapper.page(sql, page.offset(), page.count()).stream()
                      .map(Invitation::of)
                      .toList();
          long total =
              totals.of(
                  "Invitation",
                  sql,
                  page.offset(),
                  page.count(),
                  invitations.size(),
                  limit -> mapper.count(sql, limit));
          return new ListResponse<>(total, page, invitations);
        });
  }

  /**
   * One invitation.
   *
   * @throws ScimException 404
   */
  public Invitation get(UUID account, UUID id) {
    return transactions
        .read(tx -> tx.mapper(InvitationMapper.class).find(account, id))
        .map(Invitation::of)
        .orElseThrow(
            () -> ScimException.notFound("There is no invitation with id %s.".formatted(id)));
  }
}
