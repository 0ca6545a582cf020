package dev.usher.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import dev.usher.api.Answers;
import dev.usher.api.CatalogueResource;
import dev.usher.api.ScimMedia;
import dev.usher.api.UsersResource;
import dev.usher.directory.catalogue.CatalogueEntries;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.query.Totals;
import dev.usher.directory.user.UserDocument;
import dev.usher.directory.user.Users;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.PageLimits;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.account.AccountGuardMapper;
import dev.usher.store.account.AccountMapper;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.catalogue.CatalogueEntryMapper;
import dev.usher.store.catalogue.CatalogueMapper;
import dev.usher.store.catalogue.CatalogueUseMapper;
import dev.usher.store.invitation.InvitationMapper;
import dev.usher.store.license.PoolMapper;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.UserAttributes;
import dev.usher.store.user.UserMapper;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The composition root: every object of a server, made once and handed to those who need it. */
public final class Wiring {
  private final Transactions transactions;
  private final Catalogues catalogues;
  private final Clock clock;
  private final String scimBase;
  private final Duration invitationExpiry;

  /**
   * @param transactions with {@link #mappers()}
   * @param publicUrl the server root, as clients know it
   * @param invitationExpiry how long an invitation's link works
   */
  public Wiring(Transactions transactions, Clock clock, URI publicUrl, Duration invitationExpiry) {
    this.transactions = transactions;
    this.catalogues = new Catalogues(transactions);
    this.clock = clock;
    this.scimBase = publicUrl.toString().replaceFirst("/$", "") + ScimMedia.BASE;
    this.invitationExpiry = invitationExpiry;
  }

  /** Every mapper that a statement of this program belongs to. */
  public static List<Class<?>> mappers() {
    return List.of(
        AccountMapper.class,
        AccountGuardMapper.class,
        TokenMapper.class,
        CatalogueMapper.class,
        CatalogueUseMapper.class,
        CatalogueEntryMapper.class,
        UserMapper.class,
        PoolMapper.class,
        InvitationMapper.class);
  }

  /** The resources of the server, each with its full path. */
  public List<Object> resources() {
    ObjectMapper mapper = new ObjectMapper();
    Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;
    Totals totals = new Totals();
    Answers answers = new Answers(mapper.getFactory());
    ListQueryReader queries = new ListQueryReader(PageLimits.DEFAULT);

    String usersLocation = scimBase + ResourceTypes.USER.endpoint();
    UserDocument userDocument = new UserDocument(mapper, usersLocation);
    Users users =
        new Users(
            transactions,
            catalogues,
            new Invitations(ids, invitationExpiry),
            userDocument,
            mapper,
            new QueryCompiler(UserAttributes.table(usersLocation)),
            totals,
            ids,
            clock);
    CatalogueEntries catalogueEntries = new CatalogueEntries(transactions, totals, scimBase);
    return List.of(
        new UsersResource(users, userDocument, queries, answers),
        new CatalogueResource(catalogueEntries, scimBase, queries, answers));
  }
}
