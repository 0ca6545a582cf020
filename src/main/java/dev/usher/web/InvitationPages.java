package dev.usher.web;

import dev.usher.directory.RetryAfter;
import dev.usher.directory.invitation.Invitation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The pages of an invitation. Names are what clients sent: they are escaped, all of them. */
final class InvitationPages {
  private static final DateTimeFormatter FOR_PEOPLE =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private InvitationPages() {}

  /**
   * Who is invited where, and a button to accept.
   *
   * @param token of the link, in characters that need no escaping
   */
  static Response open(Invitation invitation, String token) {
    String invitedBy =
        invitation.invitedBy().isBlank() ? "" : fact("Invited by", invitation.invitedBy());
    return Page.answer(
        Status.OK,
        "Invitation to " + invitation.accountName(),
        "<h1>You are invited to "
            + Html.escape(invitation.accountName())
            + "</h1>\n<dl>\n"
            + fact("For", invitation.personName())
            + invitation
                .address()
                .filter(address -> !address.equals(invitation.personName()))
                .map(address -> fact("Address", address))
                .orElse("")
            + invitedBy
            + "<dt>Open until</dt><dd>"
            + time(invitation.expiresAt())
            + "</dd>\n</dl>\n<form method=\"post\" action=\""
            + token
            + "/accept\">\n<button type=\"submit\">Accept the invitation</button>\n</form>\n"
            + "<p class=\"soft\">If this is not for you, close the page: nothing happens unless"
            + " you accept.</p>\n");
  }

  /** It has been accepted, just now. */
  static Response accepted(Invitation invitation) {
    return Page.answer(
        Status.OK,
        "Welcome to " + invitation.accountName(),
        "<h1>Welcome to "
            + Html.escape(invitation.accountName())
            + "</h1>\n<p>The invitation for "
            + Html.escape(invitation.personName())
            + " is accepted and the access is active.</p>\n"
            + "<p class=\"soft\">You can close this page and sign in as usual.</p>\n");
  }

  /** For every link that does not work, whatever the reason: it tells a stranger nothing. */
  static Response gone() {
    return Page.answer(
        Status.NOT_FOUND,
        "No open invitation",
        "<h1>This link does not work</h1>\n"
            + "<p>It may have been used already, have expired, or have been replaced by a newer"
            + " one.</p>\n<p>Please ask whoever invited you for a new invitation.</p>\n");
  }

  /** Too many links that do not work were tried from there. */
  static Response tooManyFailures(Duration wait) {
    Response page =
        Page.answer(
            Status.TOO_MANY_REQUESTS,
            "Try again later",
            "<h1>Please try again in a few minutes</h1>\n"
                + "<p>Too many links that do not work were opened from your network.</p>\n");
    return Response.fromResponse(page)
        .header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait))
        .build();
  }

  private static String fact(String name, String value) {
    return "<dt>" + name + "</dt><dd>" + Html.escape(value) + "</dd>\n";
  }

  private static String time(Instant instant) {
    return "<time datetime=\"" + instant + "\">" + FOR_PEOPLE.format(instant) + "</time>";
  }
}
