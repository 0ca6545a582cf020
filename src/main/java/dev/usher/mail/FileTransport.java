package dev.usher.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes mails as {@code .eml} files, where no SMTP server is configured. They hold links, so only
 * the owner may read them, and the log says where they are and not what is in them.
 */
public final class FileTransport implements MailTransport {
  private static final Logger LOG = LoggerFactory.getLogger(FileTransport.class);

  private final Path directory;

  /**
   * @param directory made when the first mail is written
   */
  public FileTransport(Path directory) {
    this.directory = directory;
  }

  @Override
  public void send(MimeMessage message, String fileName) throws MessagingException, IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path unfinished =
        Files.createTempFile(
            directory,
            "unfinished",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Path file = directory.resolve(fileName + ".eml");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        message.writeTo(out);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    LOG.info("No SMTP server is configured: an invitation was written to {}", file);
  }
}
