package dev.usher.http.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk space for answers that are produced faster than their clients read. Each file is deleted
 * when it is opened, where the system allows that, so that nothing stays behind a killed process.
 * Safe for use by many threads.
 */
public final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final String SUFFIX = ".answer";

  private final Path directory;
  private final long bytes;
  private final AtomicLong used = new AtomicLong();

  /**
   * Prepares the directory, mode 700, and deletes what a killed process left in it.
   *
   * @param directory for files of this process alone, or of processes that may delete each other's
   *     left-over files
   * @param bytes how much all files together may take
   */
  public Spool(Path directory, long bytes) {
    this.directory = directory;
    this.bytes = bytes;
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare " + directory, e);
    }
  }

  /** The bytes that are written and not given back. */
  public long used() {
    return used.get();
  }

  /** A new empty file. */
  SpoolFile create() throws IOException {
    Path file = directory.resolve(UUID.randomUUID() + SUFFIX);
    return new SpoolFile(
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  /** The bytes of one answer. */
  final class SpoolFile implements AutoCloseable {
    private final FileChannel channel;
    private long length;
    private boolean closed;

    private SpoolFile(FileChannel channel) {
      this.channel = channel;
    }

    long length() {
      return length;
    }

    /**
     * Appends bytes.
     *
     * @return false, and nothing is written, when the space does not suffice: one file may take a
     *     quarter of it
     */
    synchronized boolean append(byte[] from, int offset, int count) throws IOException {
      if (closed || length + count > bytes / 4) {
        return false;
      }
      if (used.addAndGet(count) > bytes) {
        used.addAndGet(-count);
        return false;
      }
      length += count;
      ByteBuffer buffer = ByteBuffer.wrap(from, offset, count);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      return true;
    }

    /** Reads exactly so many bytes from a place in the file. */
    byte[] read(long position, int count) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(count);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw new IOException("a spooled answer is shorter than it was");
        }
      }
      return buffer.array();
    }

    @Override
    public synchronized void close() {
      if (closed) {
        return;
      }
      closed = true;
      used.addAndGet(-length);
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("A spooled answer could not be closed", e);
      }
    }
  }
}
