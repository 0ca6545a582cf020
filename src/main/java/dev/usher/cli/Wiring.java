package dev.usher.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import dev.usher.api.Answers;
import dev.usher.api.CatalogueResource;
import dev.usher.api.GroupsResource;
import dev.usher.api.UsersResource;
import dev.usher.api.discovery.AccountSchemas;
import dev.usher.api.discovery.Capabilities;
import dev.usher.api.discovery.ResourceTypesResource;
import dev.usher.api.discovery.SchemasResource;
import dev.usher.api.discovery.ServiceProviderConfigResource;
import dev.usher.directory.account.Account;
import dev.usher.directory.catalogue.CatalogueEntries;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.group.GroupDocument;
import dev.usher.directory.group.Groups;
import dev.usher.directory.group.Memberships;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.query.Totals;
import dev.usher.directory.user.UserDocument;
import dev.usher.directory.user.Users;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.PageLimits;
import dev.usher.scim.schema.CatalogueSchemas;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.Schema;
import dev.usher.store.Transactions;
import dev.usher.store.account.AccountGuardMapper;
import dev.usher.store.account.AccountMapper;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.catalogue.CatalogueEntryMapper;
import dev.usher.store.catalogue.CatalogueMapper;
import dev.usher.store.catalogue.CatalogueUseMapper;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.invitation.InvitationMapper;
import dev.usher.store.license.PoolMapper;
import dev.usher.store.query.GroupAttributes;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.UserAttributes;
import dev.usher.store.seed.SeedMapper;
import dev.usher.store.user.UserMapper;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The composition root: every object of a server, made once and handed to those who need it. */
public final class Wiring {
  /** What the service serves, as /ResourceTypes tells it. */
  private static final List<ResourceType> TYPES =
      Stream.concat(
              Stream.of(ResourceTypes.USER, ResourceTypes.GROUP), ResourceTypes.CATALOGUE.stream())
          .toList();

  /** What {@code groups.patchBodyUpTo} is unless it is set. */
  private static final int GROUP_PATCH_BODY_UP_TO = 200;

  private final Transactions transactions;
  private final Catalogues catalogues;
  private final Clock clock;
  private final URI scimBase;
  private final Duration invitationExpiry;

  /**
   * @param transactions with {@link #mappers()}
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   * @param invitationExpiry how long an invitation's link works
   */
  public Wiring(
      Transactions transactions,
      Catalogues catalogues,
      Clock clock,
      URI scimBase,
      Duration invitationExpiry) {
    this.transactions = transactions;
    this.catalogues = catalogues;
    this.clock = clock;
    this.scimBase = scimBase;
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
        GroupMapper.class,
        MemberMapper.class,
        PoolMapper.class,
        InvitationMapper.class,
        SeedMapper.class);
  }

  /** The resources of the server, each with its full path. */
  public List<Object> resources() {
    ObjectMapper mapper = new ObjectMapper();
    Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;
    Totals totals = new Totals();
    Answers answers = new Answers(mapper.getFactory());
    ListQueryReader queries = new ListQueryReader(PageLimits.DEFAULT);

    String base = scimBase.toString();
    String usersLocation = base + ResourceTypes.USER.endpoint();
    String groupsLocation = base + ResourceTypes.GROUP.endpoint();
    UserDocument userDocument = new UserDocument(mapper, usersLocation, groupsLocation);
    Users users =
        new Users(
            transactions,
            catalogues,
            new Invitations(ids, invitationExpiry),
            new Memberships(mapper),
            userDocument,
            mapper,
            new QueryCompiler(UserAttributes.table(usersLocation)),
            totals,
            ids,
            clock);
    GroupDocument groupDocument = new GroupDocument(mapper, usersLocation, groupsLocation);
    Groups groups =
        new Groups(
            transactions,
            catalogues,
            groupDocument,
            mapper,
            new GroupAttributes(usersLocation, groupsLocation),
            totals,
            GROUP_PATCH_BODY_UP_TO,
            ids,
            clock);
    CatalogueEntries catalogueEntries = new CatalogueEntries(transactions, totals, base);
    return List.of(
        new UsersResource(users, userDocument, queries, answers),
        new GroupsResource(groups, groupDocument, queries, answers),
        new CatalogueResource(catalogueEntries, base, queries, answers),
        new ServiceProviderConfigResource(scimBase, Capabilities.basic()),
        new ResourceTypesResource(scimBase, TYPES),
        new SchemasResource(scimBase, schemas()));
  }

  private Function<Account, List<Schema>> schemas() {
    AccountSchemas served = new AccountSchemas(TYPES, account -> catalogues.of(account.id()));
    return account ->
        Stream.concat(served.apply(account).stream(), CatalogueSchemas.DRAFTS.stream()).toList();
  }
}
