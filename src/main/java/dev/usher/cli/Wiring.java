package dev.usher.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import dev.usher.api.Answers;
import dev.usher.api.AuditEventsResource;
import dev.usher.api.CatalogueResource;
import dev.usher.api.InvitationsResource;
import dev.usher.api.RequestAttributes;
import dev.usher.api.ScimMedia;
import dev.usher.api.UsersResource;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditTrail;
import dev.usher.directory.catalogue.CatalogueEntries;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.directory.invitation.InvitationLinks;
import dev.usher.directory.invitation.InvitationList;
import dev.usher.directory.invitation.InvitationSettings;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.invitation.Outbox;
import dev.usher.directory.key.MasterKeys;
import dev.usher.directory.query.Totals;
import dev.usher.directory.user.Acceptance;
import dev.usher.directory.user.UserDocument;
import dev.usher.directory.user.UserInvitations;
import dev.usher.directory.user.UserTransactions;
import dev.usher.directory.user.Users;
import dev.usher.mail.MailSender;
import dev.usher.mail.MailTransport;
import dev.usher.scim.query.ListQueryReader;
import dev.usher.scim.query.PageLimits;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.account.AccountGuardMapper;
import dev.usher.store.account.AccountMapper;
import dev.usher.store.account.TokenMapper;
import dev.usher.store.audit.AuditEventMapper;
import dev.usher.store.catalogue.CatalogueEntryMapper;
import dev.usher.store.catalogue.CatalogueMapper;
import dev.usher.store.catalogue.CatalogueUseMapper;
import dev.usher.store.invitation.InvitationMapper;
import dev.usher.store.invitation.OutboxMapper;
import dev.usher.store.license.PoolMapper;
import dev.usher.store.query.AuditEventAttributes;
import dev.usher.store.query.InvitationAttributes;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.UserAttributes;
import dev.usher.store.user.UserMapper;
import dev.usher.web.InvitationResource;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The composition root: every object of a server, made once and handed to those who need it. */
public final class Wiring {
  private final Transactions transactions;
  private final Catalogues catalogues;
  private final Clock clock;
  private final URI publicUrl;
  private final String scimBase;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;
  private final InvitationLinks links;
  private final Invitations invitations;
  private final Audit audit;

  /**
   * @param transactions with {@link #mappers()}
   * @param publicUrl the server root, as clients know it
   * @param keys what links are derived from
   * @param invitationSettings how long links work and mails wait
   */
  public Wiring(
      Transactions transactions,
      Clock clock,
      URI publicUrl,
      MasterKeys keys,
      InvitationSettings invitationSettings) {
    this.transactions = transactions;
    this.catalogues = new Catalogues(transactions);
    this.clock = clock;
    this.publicUrl = publicUrl;
    this.scimBase = publicUrl.toString().replaceFirst("/$", "") + ScimMedia.BASE;
    this.links = new InvitationLinks(keys, publicUrl);
    this.invitations = new Invitations(links, invitationSettings, ids);
    this.audit = new Audit(mapper, ids, clock);
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
        InvitationMapper.class,
        OutboxMapper.class,
        AuditEventMapper.class);
  }

  /** The resources of the server, each with its full path. */
  public List<Object> resources() {
    Totals totals = new Totals();
    Answers answers = new Answers(mapper.getFactory());
    ListQueryReader queries = new ListQueryReader(PageLimits.DEFAULT);

    String usersLocation = scimBase + ResourceTypes.USER.endpoint();
    UserDocument userDocument = new UserDocument(mapper, usersLocation);
    UserTransactions userTransactions =
        new UserTransactions(transactions, catalogues, invitations, audit, mapper, clock);
    Users users =
        new Users(
            userTransactions,
            userDocument,
            new QueryCompiler(UserAttributes.table(usersLocation)),
            totals,
            ids);
    UserInvitations userInvitations = new UserInvitations(userTransactions);
    InvitationList invitationList =
        new InvitationList(
            transactions,
            new QueryCompiler(
                InvitationAttributes.table(
                    scimBase + ResourceTypes.INVITATION.endpoint(), usersLocation)),
            totals);
    AuditTrail auditTrail =
        new AuditTrail(
            transactions,
            new QueryCompiler(
                AuditEventAttributes.table(scimBase + ResourceTypes.AUDIT_EVENT.endpoint())),
            totals);
    Acceptance acceptance = new Acceptance(transactions, invitations, audit, mapper, clock);
    CatalogueEntries catalogueEntries = new CatalogueEntries(transactions, totals, scimBase);
    return List.of(
        new UsersResource(users, userInvitations, userDocument, queries, answers),
        new InvitationsResource(userInvitations, invitationList, scimBase, clock, queries, answers),
        new AuditEventsResource(auditTrail, mapper.getFactory(), scimBase, queries, answers),
        new InvitationResource(acceptance, RequestAttributes::origin),
        new CatalogueResource(catalogueEntries, scimBase, queries, answers));
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
