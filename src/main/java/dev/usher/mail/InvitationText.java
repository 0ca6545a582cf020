package dev.usher.mail;

import dev.usher.directory.VisibleText;
import dev.usher.directory.invitation.OutgoingMail;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What an invitation says. Names come from clients and are treated as such. */
final class InvitationText {
  private static final DateTimeFormatter UNTIL =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private InvitationText() {}

  static String subject(OutgoingMail mail) {
    return "You are invited to " + VisibleText.line(mail.accountName());
  }

  static String text(OutgoingMail mail) {
    return """
        Hello %s,

        %s

        To accept, open this link and confirm:

        %s

        It works once, until %s.

        If you did not expect this, ignore the mail: nothing happens unless you accept.
        """
        .formatted(VisibleText.line(mail.personName()), invitation(mail), mail.link(), until(mail));
  }

  static String html(OutgoingMail mail) {
    return """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%1$s</title></head>
        <body style="font-family: sans-serif; line-height: 1.5; max-width: 34em">
        <p>Hello %2$s,</p>
        <p>%3$s</p>
        <p><a href="%4$s">Open the invitation</a> and confirm to accept.</p>
        <p>The link works once, until %5$s. If it cannot be opened, copy this address:<br>
        <span style="word-break: break-all">%4$s</span></p>
        <p>If you did not expect this, ignore the mail: nothing happens unless you accept.</p>
        </body>
        </html>
        """
        .formatted(
            escape(subject(mail)),
            escape(VisibleText.line(mail.personName())),
            escape(invitation(mail)),
            escape(mail.link()),
            escape(until(mail)));
  }

  private static String invitation(OutgoingMail mail) {
    String account = VisibleText.line(mail.accountName());
    return mail.invitedBy().isBlank()
        ? "You are invited to join %s.".formatted(account)
        : "%s invites you to join %s.".formatted(VisibleText.line(mail.invitedBy()), account);
  }

  private static String until(OutgoingMail mail) {
    return UNTIL.format(mail.expiresAt());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
