package dev.usher.http.admission;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes that come in pieces, in arrays that grow with them and are never copied. */
final class Segments {
  private static final int FIRST = 1024;
  private static final int LARGEST = 256 * 1024;

  /** Hands out its next bytes. */
  interface Source {
    void get(byte[] target, int offset, int length);
  }

  private final MemoryBudget.Charge charge;
  private final List<byte[]> arrays = new ArrayList<>(1);
  private int inLast;
  private long length;

  Segments(MemoryBudget.Charge charge) {
    this.charge = charge;
  }

  long length() {
    return length;
  }

  /**
   * Appends bytes.
   *
   * @param atMost how many may still come, these included: no array is made larger than needed for
   *     them
   * @return false when the budget does not allow it; some of the bytes may have been taken then
   */
  boolean append(Source source, int count, long atMost) {
    int left = count;
    long open = Math.max(atMost, count);
    while (left > 0) {
      if (arrays.isEmpty() || inLast == last().length) {
        int size = (int) Math.min(Math.max(left, next()), open);
        if (!charge.grow(size)) {
          return false;
        }
        arrays.add(new byte[size]);
        inLast = 0;
      }
      int now = Math.min(left, last().length - inLast);
      source.get(last(), inLast, now);
      inLast += now;
      length += now;
      left -= now;
      open -= now;
    }
    return true;
  }

  private byte[] last() {
    return arrays.get(arrays.size() - 1);
  }

  private long next() {
    return Math.min(LARGEST, Math.max(FIRST, length));
  }

  /** The number of arrays. */
  int count() {
    return arrays.size();
  }

  byte[] array(int index) {
    return arrays.get(index);
  }

  /** How many bytes of an array are used. */
  int used(int index) {
    return index == arrays.size() - 1 ? inLast : arrays.get(index).length;
  }

  /** Forgets the bytes; their length stays known. */
  void clear() {
    arrays.clear();
  }

  /** Reads the bytes, once; what was read is not kept for the reader. */
  InputStream reader() {
    return new Reader();
  }

  private final class Reader extends InputStream {
    private int index;
    private int position;

    @Override
    public int read() {
      if (!moreInArray()) {
        return -1;
      }
      return arrays.get(index)[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
      if (wanted == 0) {
        return 0;
      }
      if (!moreInArray()) {
        return -1;
      }
      int now = Math.min(wanted, used(index) - position);
      System.arraycopy(arrays.get(index), position, target, offset, now);
      position += now;
      return now;
    }

    @Override
    public int available() {
      return moreInArray() ? used(index) - position : 0;
    }

    private boolean moreInArray() {
      while (index < arrays.size() && position == used(index)) {
        index++;
        position = 0;
      }
      return index < arrays.size();
    }
  }
}
