package dev.usher.api;

import dev.usher.directory.account.Principal;
import dev.usher.directory.group.Groups;
import dev.usher.directory.group.MemberReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes members while they are read, all of an answer from one state of the account. */
final class StreamedMembers {
  private final Groups groups;

  StreamedMembers(Groups groups) {
    this.groups = groups;
  }

  /** Writes while it reads. */
  @FunctionalInterface
  interface Writing {
    void write(MemberReader reader) throws IOException;
  }

  void write(Principal caller, Writing writing) throws IOException {
    try {
      groups.streaming(
          caller,
          reader -> {
            try {
              writing.write(reader);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
