package dev.usher.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.usher.api.Answers;
import dev.usher.api.AuditEventsResource;
import dev.usher.api.BulkResource;
import dev.usher.api.BulkResponseWriter;
import dev.usher.api.CatalogueResource;
import dev.usher.api.GroupsResource;
import dev.usher.api.InvitationsResource;
import dev.usher.api.MeResource;
import dev.usher.api.RequestAttributes;
import dev.usher.api.RootResource;
import dev.usher.api.RootSearchResource;
import dev.usher.api.ScimMedia;
import dev.usher.api.UsersResource;
import dev.usher.api.discovery.AccountSchemas;
import dev.usher.api.discovery.Capabilities;
import dev.usher.api.discovery.ResourceTypesResource;
import dev.usher.api.discovery.SchemasResource;
import dev.usher.api.discovery.ServiceProviderConfigResource;
import dev.usher.api.oauth.OauthPaths;
import dev.usher.api.oauth.ServerMetadataResource;
import dev.usher.api.oauth.TokenResource;
import dev.usher.directory.AccountChanges;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.AccountRules;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Authenticator;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditTrail;
import dev.usher.directory.authentication.AcceptedLately;
import dev.usher.directory.authentication.AccessTrail;
import dev.usher.directory.authentication.Authentication;
import dev.usher.directory.authentication.CallerLimits;
import dev.usher.directory.authentication.FailedAttempts;
import dev.usher.directory.authentication.GuardedAuthentication;
import dev.usher.directory.authentication.LastUses;
import dev.usher.directory.authentication.Recorder;
import dev.usher.directory.bulk.Bulk;
import dev.usher.directory.bulk.BulkServices;
import dev.usher.directory.catalogue.CatalogueEntries;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.group.GroupDocument;
import dev.usher.directory.group.GroupTransactions;
import dev.usher.directory.group.Groups;
import dev.usher.directory.group.Memberships;
import dev.usher.directory.invitation.InvitationLinks;
import dev.usher.directory.invitation.InvitationList;
import dev.usher.directory.invitation.InvitationSettings;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.invitation.Outbox;
import dev.usher.directory.jwt.JwtVerifier;
import dev.usher.directory.jwt.KeySets;
import dev.usher.directory.jwt.SmallDownload;
import dev.usher.directory.key.MasterKeys;
import dev.usher.directory.oauth.AccessTokens;
import dev.usher.directory.oauth.IssueLimits;
import dev.usher.directory.person.People;
import dev.usher.directory.query.Cursors;
import dev.usher.directory.query.IndexWalks;
import dev.usher.directory.query.ListLimits;
import dev.usher.directory.query.Lists;
import dev.usher.directory.query.Totals;
import dev.usher.directory.search.RootSearch;
import dev.usher.directory.user.Acceptance;
import dev.usher.directory.user.UserDocument;
import dev.usher.directory.user.UserInvitations;
import dev.usher.directory.user.UserTransactions;
import dev.usher.directory.user.Users;
import dev.usher.mail.MailSender;
import dev.usher.mail.MailTransport;
import dev.usher.scim.bulk.BulkLimits;
import dev.usher.scim.bulk.BulkReader;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.PageLimits;
import dev.usher.scim.schema.CatalogueSchemas;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.Schema;
import dev.usher.store.Mappers;
import dev.usher.store.Transactions;
import dev.usher.store.account.AccountChangeMapper;
import dev.usher.store.account.AccountGuardMapper;
import dev.usher.store.account.AccountMapper;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.catalogue.CatalogueEntryMapper;
import dev.usher.store.catalogue.CatalogueMapper;
import dev.usher.store.catalogue.CatalogueUseMapper;
import dev.usher.store.group.GroupMapper;
import dev.usher.store.group.MemberMapper;
import dev.usher.store.group.NestingMapper;
import dev.usher.store.invitation.InvitationMapper;
import dev.usher.store.invitation.OutboxMapper;
import dev.usher.store.license.PoolMapper;
import dev.usher.store.oauth.AccessTokenMapper;
import dev.usher.store.oauth.OauthClientMapper;
import dev.usher.store.openid.OpenIdProviderMapper;
import dev.usher.store.openid.PersonMapper;
import dev.usher.store.query.AttributeTable;
import dev.usher.store.query.AuditEventAttributes;
import dev.usher.store.query.GroupAttributes;
import dev.usher.store.query.InvitationAttributes;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.UserAttributes;
import dev.usher.store.search.SearchMapper;
import dev.usher.store.seed.SeedMapper;
import dev.usher.store.user.UserMapper;
import dev.usher.web.InvitationResource;
import io.github.bucket4j.TimeMeter;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The composition root: every object of a server, made once and handed to those who need it. */
public final class Wiring {
  private final Transactions transactions;
  private final Catalogues catalogues;
  private final Accounts accounts;
  private final Clock clock;
  private final int groupBodyUpTo;
  private final MasterKeys keys;
  private final BulkLimits bulkLimits;
  private final ListLimits listLimits;
  private final URI publicUrl;
  private final URI scimBase;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;
  private final InvitationLinks links;
  private final Invitations invitations;
  private final Audit audit;
  private final JwtVerifier verifier;
  private final CallerLimits callerLimits;
  private final FailedAttempts attempts;
  private final AccessTrail accessTrail;
  private final LastUses lastUses;
  private final Recorder recorder;

  /**
   * @param transactions with {@link #mappers()}
   * @param catalogues by whose {@link Catalogues#changes()} everything that is kept is dropped
   * @param publicUrl the server root, as clients know it
   * @param keys what links and cursors are derived from
   * @param invitationSettings how long links work and mails wait
   * @param groupBodyUpTo how many members a group may have for a PATCH of it to answer its body
   * @param bulkLimits how much a Bulk may be
   * @param listLimits what a list may ask for and carry
   * @param callerLimits what one caller may use up
   */
  public Wiring(
      Transactions transactions,
      Catalogues catalogues,
      Clock clock,
      URI publicUrl,
      MasterKeys keys,
      InvitationSettings invitationSettings,
      int groupBodyUpTo,
      BulkLimits bulkLimits,
      ListLimits listLimits,
      CallerLimits callerLimits) {
    this.transactions = transactions;
    this.groupBodyUpTo = groupBodyUpTo;
    this.keys = keys;
    this.bulkLimits = bulkLimits;
    this.listLimits = listLimits;
    this.catalogues = catalogues;
    this.accounts = new Accounts(transactions, catalogues, clock);
    this.clock = clock;
    this.publicUrl = publicUrl;
    this.scimBase = URI.create(publicUrl.toString().replaceFirst("/+$", "") + ScimMedia.BASE);
    this.links = new InvitationLinks(keys, publicUrl);
    this.invitations = new Invitations(links, invitationSettings, ids);
    this.audit = new Audit(mapper, ids, clock);
    this.callerLimits = callerLimits;
    this.attempts = new FailedAttempts(callerLimits.failures(), TimeMeter.SYSTEM_NANOTIME);
    this.accessTrail = new AccessTrail(transactions, audit, Ticker.systemTicker());
    this.lastUses = new LastUses(transactions, clock);
    this.recorder = new Recorder(accessTrail, lastUses);
    this.verifier = new JwtVerifier(new KeySets(new SmallDownload()), clock);
  }

  /** Every mapper that a statement of this program belongs to. */
  public static Mappers mappers() {
    return Mappers.of(
        List.of(
            AccountMapper.class,
            AccountChangeMapper.class,
            AccountGuardMapper.class,
            TokenMapper.class,
            CatalogueMapper.class,
            CatalogueUseMapper.class,
            CatalogueEntryMapper.class,
            UserMapper.class,
            GroupMapper.class,
            MemberMapper.class,
            NestingMapper.class,
            SearchMapper.class,
            PoolMapper.class,
            InvitationMapper.class,
            OutboxMapper.class,
            AuditEventMapper.class,
            OauthClientMapper.class,
            AccessTokenMapper.class,
            OpenIdProviderMapper.class,
            PersonMapper.class,
            SeedMapper.class));
  }

  /** Whose bearer token it is: a JWT is a person's, an opaque one a connector's. */
  public Authentication authentication() {
    Authenticator tokens = new Authenticator(transactions, accounts, clock);
    People people = new People(transactions, accounts, verifier, clock);
    return new GuardedAuthentication(
        tokens, people, attempts, new AcceptedLately(Ticker.systemTicker()), accessTrail, lastUses);
  }

  /** Follows what others change; to be started with the server. */
  public AccountChanges changes() {
    return catalogues.changes();
  }

  /** Writes what authentication notes of callers. */
  public Recorder recorder() {
    return recorder;
  }

  /** The resources of the server, each with its full path. */
  public List<Object> resources() {
    Lists lists =
        new Lists(
            new Totals(),
            new Cursors(keys, clock),
            new IndexWalks(Ticker.systemTicker()),
            transactions::changes);
    Answers answers = new Answers(mapper.getFactory());
    ListQueryReader queries = new ListQueryReader(PageLimits.DEFAULT);

    String base = scimBase.toString();
    String usersLocation = base + ResourceTypes.USER.endpoint();
    String groupsLocation = base + ResourceTypes.GROUP.endpoint();
    UserDocument userDocument = new UserDocument(mapper, usersLocation, groupsLocation);
    GroupDocument groupDocument = new GroupDocument(mapper, usersLocation, groupsLocation);
    Function<Transactions, BulkServices> writing =
        services(userDocument, groupDocument, usersLocation, groupsLocation, lists);
    BulkServices services = writing.apply(transactions);
    CatalogueEntries catalogueEntries =
        new CatalogueEntries(transactions, lists, base, listLimits.maxFilterCost(), clock);
    UsersResource usersResource =
        new UsersResource(services.users(), services.invitations(), userDocument, queries, answers);
    RootSearchResource rootSearch =
        new RootSearchResource(
            new RootSearch(transactions, lists, services.users(), services.groups()),
            userDocument,
            groupDocument,
            queries,
            answers);
    String issuer = publicUrl.toString().replaceFirst("/+$", "");
    return List.of(
        usersResource,
        new MeResource(usersResource),
        new TokenResource(
            new AccessTokens(
                transactions,
                verifier,
                Set.of(issuer, issuer + OauthPaths.TOKEN),
                callerLimits.accessTokens(),
                new IssueLimits(callerLimits.issues(), TimeMeter.SYSTEM_NANOTIME),
                attempts,
                accessTrail,
                audit,
                clock)),
        new ServerMetadataResource(issuer),
        new GroupsResource(services.groups(), groupDocument, queries, answers),
        rootSearch,
        new RootResource(rootSearch),
        invitationsResource(services.invitations(), usersLocation, lists, queries, answers),
        new BulkResource(
            new Bulk(transactions, writing, ids, base),
            new BulkReader(bulkLimits, base),
            new BulkResponseWriter(userDocument, groupDocument, base, clock),
            answers),
        auditEventsResource(lists, queries, answers),
        new InvitationResource(
            new Acceptance(transactions, invitations, audit, mapper, clock),
            RequestAttributes::origin,
            attempts),
        new CatalogueResource(catalogueEntries, base, queries, answers),
        new ServiceProviderConfigResource(scimBase, capabilities()),
        new ResourceTypesResource(scimBase, Wiring::types),
        new SchemasResource(scimBase, schemas()));
  }

  /** What changes people and groups, by the transactions that it shall work in. */
  private Function<Transactions, BulkServices> services(
      UserDocument userDocument,
      GroupDocument groupDocument,
      String usersLocation,
      String groupsLocation,
      Lists lists) {
    Memberships memberships = new Memberships(listLimits.groupsUpTo());
    Function<Optional<String>, QueryCompiler> userQueries = userQueries(usersLocation);
    GroupAttributes groupAttributes =
        new GroupAttributes(usersLocation, groupsLocation, listLimits.maxFilterCost());
    QueryCompiler groupQueries = queries(groupAttributes.table());
    AccountRules rules = new AccountRules(accounts, catalogues);
    return on -> {
      UserTransactions users =
          new UserTransactions(
              on, catalogues, rules, invitations, memberships, audit, mapper, clock);
      GroupTransactions groups = new GroupTransactions(on, rules, audit, groupAttributes, clock);
      return new BulkServices(
          new Users(users, userDocument, userQueries, lists, ids),
          new Groups(
              on,
              groups,
              groupDocument,
              groupQueries,
              lists,
              groupBodyUpTo,
              listLimits.membersUpTo(),
              ids),
          new UserInvitations(users));
    };
  }

  private Capabilities capabilities() {
    return Capabilities.basic()
        .with(new Capabilities.Bulk(bulkLimits.maxOperations(), bulkLimits.maxPayloadSize()))
        .with(
            new Capabilities.Pagination(
                true,
                true,
                "index",
                PageLimits.DEFAULT.defaultSize(),
                PageLimits.DEFAULT.maxSize(),
                (int) Cursors.TIMEOUT.toSeconds()));
  }

  /** By the account's id in Katalon's extension, which few accounts have. */
  private Function<Optional<String>, QueryCompiler> userQueries(String location) {
    QueryCompiler plain = queries(UserAttributes.table(location));
    return alias -> alias.isEmpty() ? plain : queries(UserAttributes.table(location, alias));
  }

  private QueryCompiler queries(AttributeTable table) {
    return new QueryCompiler(table, listLimits.maxFilterCost(), clock);
  }

  private InvitationsResource invitationsResource(
      UserInvitations invitations,
      String usersLocation,
      Lists lists,
      ListQueryReader queries,
      Answers answers) {
    String location = scimBase + ResourceTypes.INVITATION.endpoint();
    QueryCompiler compiler = queries(InvitationAttributes.table(location, usersLocation));
    return new InvitationsResource(
        invitations,
        new InvitationList(transactions, compiler, lists),
        scimBase.toString(),
        clock,
        queries,
        answers);
  }

  private AuditEventsResource auditEventsResource(
      Lists lists, ListQueryReader queries, Answers answers) {
    String location = scimBase + ResourceTypes.AUDIT_EVENT.endpoint();
    QueryCompiler compiler = queries(AuditEventAttributes.table(location));
    return new AuditEventsResource(
        new AuditTrail(transactions, compiler, lists),
        mapper.getFactory(),
        scimBase.toString(),
        queries,
        answers);
  }

  /** What the service serves to an account, as /ResourceTypes tells it. */
  private static List<ResourceType> types(Account account) {
    ResourceType user = ResourceTypes.user(account.settings().katalonAlias().isPresent());
    return Stream.of(
            List.of(user, ResourceTypes.GROUP),
            ResourceTypes.CATALOGUE,
            List.of(ResourceTypes.INVITATION, ResourceTypes.AUDIT_EVENT))
        .flatMap(List::stream)
        .toList();
  }

  private Function<Account, List<Schema>> schemas() {
    AccountSchemas served =
        new AccountSchemas(Wiring::types, account -> catalogues.of(account.id()));
    return account ->
        Stream.concat(served.apply(account).stream(), CatalogueSchemas.DRAFTS.stream()).toList();
  }

  /** The mails that wait. */
  public Outbox outbox() {
    return new Outbox(transactions, links, UUID::randomUUID, clock);
  }

  /**
   * Sends the mails that wait.
   *
   * @param transport where they leave to
   * @param from the sender's address
   */
  public MailSender mailSender(MailTransport transport, String from) {
    return new MailSender(outbox(), transport, from, publicUrl.getHost(), clock);
  }
}
