package dev.usher.store.openid;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** The OpenID providers of accounts. */
public interface OpenIdProviderMapper {

  /** Throws {@code DuplicateKey("openid_provider_audience")} when another account has that pair. */
  void insert(OpenIdProviderRow provider);

  /** Changes the audience and the keys; the issuer stays, and who is bound there. */
  void update(OpenIdProviderRow provider);

  /** The provider of that account. */
  Optional<OpenIdProviderRow> find(UUID account);

  /**
   * The providers of that issuer and one of those audiences, whatever their accounts: at most two.
   *
   * @param audiences at least one
   */
  List<OpenIdProviderRow> byAudience(
      @Param("issuer") String issuer, @Param("audiences") Collection<String> audiences);

  /** With the bindings of its subjects. */
  void delete(UUID account);
}
