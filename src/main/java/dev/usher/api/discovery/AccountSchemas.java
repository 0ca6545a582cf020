package dev.usher.api.discovery;

import dev.usher.directory.account.Account;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.KatalonUserSchema;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import dev.usher.scim.schema.UsherUserSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The schemas of some resource types, in order, with the account's organizations, account roles and
 * licenses as canonical values, so that an identity provider can offer them in its mappings.
 */
public final class AccountSchemas implements Function<Account, List<Schema>> {
  private final Function<Account, List<ResourceType>> types;
  private final Function<Account, Catalogue> catalogues;

  /**
   * The schemas.
   *
   * @param types whose schemas to present to an account, each schema once
   * @param catalogues what an account has to give, as last read
   */
  public AccountSchemas(
      Function<Account, List<ResourceType>> types, Function<Account, Catalogue> catalogues) {
    this.types = types;
    this.catalogues = catalogues;
  }

  @Override
  public List<Schema> apply(Account account) {
    Catalogue catalogue = catalogues.apply(account);
    Optional<String> alias = account.settings().katalonAlias();
    return types.apply(account).stream()
        .flatMap(ResourceType::schemas)
        .distinct()
        .map(
            schema ->
                switch (schema.urn()) {
                  case UsherUserSchema.URN -> withValues(schema, catalogue, Optional.empty());
                  case KatalonUserSchema.URN -> withValues(schema, catalogue, alias);
                  default -> schema;
                })
        .toList();
  }

  private static Schema withValues(
      Schema schema, Catalogue catalogue, Optional<String> accountPool) {
    List<Attribute> attributes =
        schema.attributes().stream().map(a -> withValues(a, catalogue, accountPool)).toList();
    return new Schema(
        schema.urn(), schema.name(), schema.description(), attributes, schema.aliases());
  }

  private static Attribute withValues(
      Attribute attribute, Catalogue catalogue, Optional<String> accountPool) {
    return switch (attribute.name()) {
      case "organization", KatalonUserSchema.ORGANIZATIONS ->
          attribute.withCanonicalValues(
              catalogue.organizations().stream().map(Catalogue.Organization::id).toList());
      case "accountRole", KatalonUserSchema.ACCOUNT_ROLES ->
          attribute.withCanonicalValues(
              catalogue.accountRoles().stream().map(Catalogue.AccountRole::id).toList());
      case "licenses" ->
          attribute.withCanonicalValues(
              catalogue.licenses().stream().flatMap(each -> seats(each, accountPool)).toList());
      default -> attribute;
    };
  }

  /**
   * A seat is written {@code LICENSE}, or {@code POOL:LICENSE} where the pool is an organization's
   * or the account's has a name.
   */
  private static Stream<String> seats(Catalogue.License license, Optional<String> accountPool) {
    return license.pools().stream()
        .map(
            pool ->
                pool.organization()
                    .or(() -> accountPool)
                    .map(name -> name + ":" + license.id())
                    .orElse(license.id()));
  }
}
