package dev.usher.directory.invitation;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which addresses an invitation can be mailed to: one mailbox as RFC 5321 §4.1.2 writes it, with a
 * local part that needs no quotes and the name of a domain. Anything else would be refused when it
 * is sent, or might reach several recipients.
 */
public final class MailAddress {
  /** RFC 5321 §4.5.3.1.3: a path has 256 characters, two of which are its brackets. */
  private static final int MOST = 254;

  /** RFC 5321 §4.5.3.1.1. */
  private static final int MOST_LOCAL = 64;

  private static final Pattern LOCAL =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

  /** Labels of letters, digits and hyphens; the last is no number, as that of an IP address is. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*"
              + "(?![0-9]+$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private MailAddress() {}

  /**
   * Why an address cannot be mailed to.
   *
   * @return empty when it can; else a reason for people, without the address
   */
  public static Optional<String> problem(String address) {
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return Optional.of("it has no @");
    }
    String local = address.substring(0, at);
    if (!local.chars().allMatch(c -> c < 0x80)) {
      return Optional.of("what stands before its @ is not ASCII");
    }
    if (local.length() > MOST_LOCAL) {
      return Optional.of("what stands before its @ has more than " + MOST_LOCAL + " characters");
    }
    if (!LOCAL.matcher(local).matches()) {
      return Optional.of(
          "what stands before its @ is empty or holds spaces, quotes, brackets, commas, another @ or"
              + " dots side by side or at its ends");
    }
    Optional<String> domain = asciiDomain(address.substring(at + 1));
    if (domain.isEmpty()) {
      return Optional.of("what stands behind its @ is no name of a domain");
    }
    return at + 1 + domain.get().length() > MOST
        ? Optional.of("it has more than " + MOST + " characters")
        : Optional.empty();
  }

  /**
   * The address as SMTP sends it, with the domain in ASCII (RFC 5891 §4.4).
   *
   * @return empty when it cannot be mailed to
   */
  public static Optional<String> forSmtp(String address) {
    if (problem(address).isPresent()) {
      return Optional.empty();
    }
    int at = address.lastIndexOf('@');
    return asciiDomain(address.substring(at + 1)).map(name -> address.substring(0, at + 1) + name);
  }

  private static Optional<String> asciiDomain(String domain) {
    try {
      return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES))
          .filter(name -> DOMAIN.matcher(name).matches());
    } catch (IllegalArgumentException noDomain) {
      return Optional.empty();
    }
  }
}
