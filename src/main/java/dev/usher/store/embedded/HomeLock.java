package dev.usher.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one process that runs the server of a home; the system frees it with the process. */
final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Empty while another process, or another part of this one, has it. */
  static Optional<HomeLock> tryAcquire(Home home) {
    try {
      FileChannel channel =
          FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(new HomeLock(channel));
        }
      } catch (OverlappingFileLockException heldByThisProcess) {
        // answered as if another process had it
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("cannot lock " + home.lock() + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("cannot release the database directory: " + e, e);
    }
  }
}
