package dev.usher.store.openid;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** People as far as signing in goes. */
public interface PersonMapper {

  /** Who that subject of the provider is. */
  Optional<PersonRow> bound(
      @Param("account") UUID account,
      @Param("issuer") String issuer,
      @Param("subject") String subject);

  /**
   * Users whose userName or primary e-mail is that, as the database compares: at most two.
   *
   * @param email the e-mail address
   */
  List<PersonRow> withEmail(@Param("account") UUID account, @Param("email") String email);

  /**
   * Throws {@code DuplicateKey} when the subject is somebody already, or the user another subject.
   */
  void bind(
      @Param("account") UUID account,
      @Param("issuer") String issuer,
      @Param("subject") String subject,
      @Param("user") UUID user,
      @Param("at") Instant createdAt);

  /** The user of that userName, ignoring case. */
  Optional<PersonRow> named(@Param("account") UUID account, @Param("userName") String userName);

  /**
   * Forgets what the user is bound to.
   *
   * @return how many bindings there were
   */
  int unbind(@Param("account") UUID account, @Param("user") UUID user);
}
