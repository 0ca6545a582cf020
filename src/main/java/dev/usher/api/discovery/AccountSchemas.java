package dev.usher.api.discovery;

import dev.usher.directory.account.Account;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import dev.usher.scim.schema.UsherUserSchema;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The schemas of some resource types, in order, with the account's organizations, account roles and
 * licenses as canonical values, so that an identity provider can offer them in its mappings.
 */
public final class AccountSchemas implements Function<Account, List<Schema>> {
  private final List<Schema> schemas;
  private final Function<Account, Catalogue> catalogues;

  /**
   * The schemas.
   *
   * @param types whose schemas to present, each schema once
   * @param catalogues what an account has to give, as last read
   */
  public AccountSchemas(List<ResourceType> types, Function<Account, Catalogue> catalogues) {
    this.schemas = types.stream().flatMap(ResourceType::schemas).distinct().toList();
    this.catalogues = catalogues;
  }

  @Override
  public List<Schema> apply(Account account) {
    Catalogue catalogue = catalogues.apply(account);
    return schemas.stream()
        .map(s -> s.urn().equals(UsherUserSchema.URN) ? withValues(s, catalogue) : s)
        .toList();
  }

  private static Schema withValues(Schema schema, Catalogue catalogue) {
    List<Attribute> attributes =
        schema.attributes().stream().map(a -> withValues(a, catalogue)).toList();
    return new Schema(
        schema.urn(), schema.name(), schema.description(), attributes, schema.aliases());
  }

  private static Attribute withValues(Attribute attribute, Catalogue catalogue) {
    return switch (attribute.name()) {
      case "organization" ->
          attribute.withCanonicalValues(
              catalogue.organizations().stream().map(Catalogue.Organization::id).toList());
      case "accountRole" ->
          attribute.withCanonicalValues(
              catalogue.accountRoles().stream().map(Catalogue.AccountRole::id).toList());
      case "licenses" ->
          attribute.withCanonicalValues(
              catalogue.licenses().stream().flatMap(AccountSchemas::seats).toList());
      default -> attribute;
    };
  }

  /** A seat is written {@code LICENSE}, or {@code ORGANIZATION:LICENSE} from a dedicated pool. */
  private static Stream<String> seats(Catalogue.License license) {
    return license.pools().stream()
        .map(pool -> pool.organization().map(o -> o + ":" + license.id()).orElse(license.id()));
  }
}
