package dev.usher.cli;

import dev.usher.mail.MailSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Refuses settings under which secrets would be open, unless the operator allows each. */
final class StartupChecks {
  private StartupChecks() {}

  /** What a server needs to be safe, beside what every command does. */
  static void beforeServing(Settings settings) {
    if (!settings.allowed().plainHttp() && !isLoopback(settings.http().address())) {
      throw new SettingsException(
          "http.address is "
              + settings.http().address()
              + ": tokens would travel in clear beyond this machine; listen on 127.0.0.1 behind a"
              + " TLS proxy, or set allow.plainHttp (USHER_ALLOW_PLAIN_HTTP=true)");
    }
    refusePlainPublicUrl(settings.http().publicUrl(), settings.allowed());
    settings.mail().smtp().ifPresent(smtp -> refusePlainMail(smtp, settings.allowed()));
    if (settings.database().external().isPresent()
        && !settings.key().isSet()
        && !settings.allowed().temporaryKey()) {
      throw new SettingsException(
          "an external database needs a master key: set USHER_KEY_FILE or USHER_KEY"
              + " (openssl rand -base64 32), the same on every node, or allow.temporaryKey"
              + " (USHER_ALLOW_TEMPORARY_KEY=true)");
    }
    beforeAnything(settings);
  }

  private static void refusePlainPublicUrl(URI publicUrl, Settings.Allowed allowed) {
    if (publicUrl.getScheme().equals("http")
        && !allowed.plainHttp()
        && !isThisMachine(publicUrl.getHost())) {
      throw new SettingsException(
          "publicUrl is "
              + publicUrl
              + ": tokens and the links of invitations would travel in clear; name the https://"
              + " address of a TLS proxy, or set allow.plainHttp (USHER_ALLOW_PLAIN_HTTP=true)");
    }
  }

  private static void refusePlainMail(MailSettings smtp, Settings.Allowed allowed) {
    if (smtp.tls() == MailSettings.Tls.NONE
        && !allowed.plainMail()
        && !isThisMachine(smtp.host())) {
      throw new SettingsException(
          "mail.tls is none: the links of invitations would travel in clear to "
              + smtp.host()
              + "; use starttls or implicit, or set allow.plainMail (USHER_ALLOW_PLAIN_MAIL=true)");
    }
  }

  /** A name that leads nowhere today may lead anywhere tomorrow. */
  private static boolean isThisMachine(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** What holds for every command that touches data. */
  static void beforeAnything(Settings settings) {
    if (settings.allowed().readableFiles()) {
      return;
    }
    refuseOpen(settings.dataDirectory(), "the data directory", "700");
    Optional<Path> key = settings.key().file();
    refuseOpen(key.orElse(MasterKeyFile.createdIn(settings)), "the key file", "600");
  }

  private static void refuseOpen(Path path, String what, String mode) {
    try {
      if (Files.exists(path) && PrivateFiles.isOpenToOthers(path)) {
        throw new SettingsException(
            "%s %s is open to other users of this machine: chmod %s %s, or set allow.readableFiles"
                    .formatted(what, path, mode, path)
                + " (USHER_ALLOW_READABLE_FILES=true)");
      }
    } catch (IOException e) {
      throw new SettingsException(what + " " + path + " cannot be looked at: " + e);
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new SettingsException("http.address is " + address + ": no such address");
    }
  }
}
