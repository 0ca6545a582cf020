package dev.usher.directory.query;

import dev.usher.scim.query.ListResponse;
import java.io.IOException;
import java.util.List;

/**
 * Writes a page of a list while its resources are read, so that the page is never whole in memory.
 *
 * @param <R> a resource
 */
@FunctionalInterface
public interface PageWriting<R> {

  /**
   * Writes the page; called once.
   *
   * @param page its place in the list and the number of its resources
   * @param resources those of the page, in its order
   */
  void write(ListResponse<?> page, Resources<R> resources) throws IOException;

  /** Resources that have been read already. */
  static <R> Resources<R> of(List<R> resources) {
    return writer -> {
      for (R resource : resources) {
        writer.write(resource);
      }
    };
  }

  /** The resources of a page, which are read when they are asked for. */
  @FunctionalInterface
  interface Resources<R> {
    /** Reads each of them and gives it to the writer; may be called once. */
    void each(ResourceWriting<? super R> writer) throws IOException;
  }

  /** Writes one resource. */
  @FunctionalInterface
  interface ResourceWriting<R> {
    void write(R resource) throws IOException;
  }
}
