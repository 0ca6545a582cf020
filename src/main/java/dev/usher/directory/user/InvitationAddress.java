package dev.usher.directory.user;

import dev.usher.store.user.UserChildren.Email;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where a person's invitation is mailed. */
final class InvitationAddress {

  private InvitationAddress() {}

  /**
   * The primary e-mail address, else the first of type work, else the first, else a userName with
   * {@code @}; empty when there is none, then the link can only be copied.
   */
  static Optional<String> of(String userName, List<Email> emails) {
    return first(emails, email -> Boolean.TRUE.equals(email.primary()))
        .or(() -> first(emails, email -> "work".equalsIgnoreCase(email.type())))
        .or(() -> first(emails, email -> true))
        .or(() -> Optional.of(userName).filter(name -> name.contains("@")));
  }

  private static Optional<String> first(List<Email> emails, Predicate<Email> condition) {
    return emails.stream()
        .filter(email -> email.value() != null)
        .filter(condition)
        .map(Email::value)
        .findFirst();
  }
}
