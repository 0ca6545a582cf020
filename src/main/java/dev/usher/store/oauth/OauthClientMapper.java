package dev.usher.store.oauth;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** OAuth clients and what they authenticate with. */
public interface OauthClientMapper {

  /**
   * Throws {@code DuplicateKey("oauth_client_name")} when the account has a client of that name.
   */
  void insert(OauthClientRow client);

  /** The client of that client_id, whatever its account. */
  Optional<OauthClientRow> byClientId(UUID id);

  Optional<OauthClientRow> find(@Param("account") UUID account, @Param("id") UUID id);

  /** The client of that name, ignoring case. */
  Optional<OauthClientRow> named(@Param("account") UUID account, @Param("name") String name);

  /** The account's clients, oldest first. */
  List<OauthClientRow> list(UUID account);

  /** With its credentials and its access tokens. */
  void delete(@Param("account") UUID account, @Param("id") UUID id);

  /** Throws {@code DuplicateKey("oauth_client_secret_slot")} when the slot is taken. */
  void insertSecret(@Param("account") UUID account, @Param("secret") ClientSecretRow secret);

  /**
   * Secrets by slot.
   *
   * @param client one client's, or every client's when null
   */
  List<ClientSecretRow> secrets(@Param("account") UUID account, @Param("client") UUID client);

  /** With the access tokens that it was used for. */
  void deleteSecret(
      @Param("account") UUID account, @Param("client") UUID client, @Param("id") UUID id);

  /**
   * Throws {@code DuplicateKey("oauth_federation_subject")} when the client has one of that issuer
   * and subject.
   */
  void insertFederation(
      @Param("account") UUID account, @Param("federation") FederationRow federation);

  /**
   * Federations, oldest first.
   *
   * @param client one client's, or every client's when null
   */
  List<FederationRow> federations(@Param("account") UUID account, @Param("client") UUID client);

  /**
   * With the access tokens that it was used for.
   *
   * @return 0 when there is none, else 1
   */
  int deleteFederation(
      @Param("account") UUID account, @Param("client") UUID client, @Param("id") UUID id);

  /**
   * Writes when access tokens of clients were last used. Later times win; unknown ids are ignored.
   *
   * @param uses as {@link dev.usher.store.account.TokenMapper#used} takes them
   */
  void used(@Param("uses") String uses);
}
