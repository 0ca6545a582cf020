package dev.usher.store.openid;

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

  /** The provider of that issuer and audience, whatever its account. */
  Optional<OpenIdProviderRow> byAudience(
      @Param("issuer") String issuer, @Param("audience") String audience);

  /** With the bindings of its subjects. */
  void delete(UUID account);
}
